/**
 * postgresql.conf of the embedded database: one session and little data need little memory. With PostgreSQL's defaults
 * (128 MB of buffers, room for 100 sessions) an open database takes 300 MB, with these 170.
 */
export const settings = [
  'shared_buffers = 8MB',
  'max_connections = 8',
  'max_wal_size = 128MB',
  'min_wal_size = 32MB',
];
