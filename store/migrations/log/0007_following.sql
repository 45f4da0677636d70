-- Read models that follow the log by position, in transactions of their own.

create table followers (
    name       word primary key,
    code_sha   word not null,
    generation integer not null
);
comment on table followers is 'which code keeps which read model that follows; appends do not read it';

grant select on followers to maillage_writer, maillage_reader, maillage_eraser;
grant select, insert, update on followers to maillage_rebuilder;
grant select, insert, update on cursors to maillage_rebuilder;
