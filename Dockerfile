# The service as an image: no secret and no data in it, no right to write but in its volume.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/maillage
COPY requirements.txt .
RUN /opt/maillage/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY domain domain
COPY store store
COPY projections projections
COPY api api
RUN /opt/maillage/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /opt/maillage /opt/maillage
RUN useradd --system --uid 10001 --no-create-home maillage \
    && install -d -o maillage -g maillage -m 0700 /var/lib/maillage
ENV PATH=/opt/maillage/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    MAILLAGE_HOME=/var/lib/maillage \
    MAILLAGE_HOST=0.0.0.0 \
    MAILLAGE_LOG_FORMAT=json
USER maillage
WORKDIR /var/lib/maillage
VOLUME /var/lib/maillage
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["maillage"]
CMD ["serve"]
