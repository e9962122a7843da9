-- A database as the bot of 2026-11-21 left it when it was killed (its own tables at migration 2, DBOS 5.3), by pg_dump --inserts.
-- Operations: one done, one unwound, one interrupted, one running (its host had not taken it yet), one queued, one planned.
-- @directory@ stands for the directory of the test host.

CREATE SCHEMA dbos;

CREATE SCHEMA zonebot;

CREATE FUNCTION dbos.enqueue_workflow(workflow_name text, queue_name text, positional_args json[] DEFAULT ARRAY[]::json[], named_args json DEFAULT '{}'::json, class_name text DEFAULT NULL::text, config_name text DEFAULT NULL::text, workflow_id text DEFAULT NULL::text, app_version text DEFAULT NULL::text, timeout_ms bigint DEFAULT NULL::bigint, deadline_epoch_ms bigint DEFAULT NULL::bigint, deduplication_id text DEFAULT NULL::text, priority integer DEFAULT NULL::integer, queue_partition_key text DEFAULT NULL::text, authenticated_user text DEFAULT NULL::text, authenticated_roles text DEFAULT NULL::text, delay_until_epoch_ms bigint DEFAULT NULL::bigint, application_name text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    v_workflow_id TEXT;
    v_serialized_inputs TEXT;
    v_owner_xid TEXT;
    v_now BIGINT;
    v_recovery_attempts INT4 := 0;
    v_priority INT4;
    v_status TEXT;
BEGIN

    -- Validate required parameters
    IF workflow_name IS NULL OR workflow_name = '' THEN
        RAISE EXCEPTION 'Workflow name cannot be null or empty';
    END IF;
    IF queue_name IS NULL OR queue_name = '' THEN
        RAISE EXCEPTION 'Queue name cannot be null or empty';
    END IF;
    IF named_args IS NOT NULL AND jsonb_typeof(named_args::jsonb) != 'object' THEN
        RAISE EXCEPTION 'Named args must be a JSON object';
    END IF;
    IF workflow_id IS NOT NULL AND workflow_id = '' THEN
        RAISE EXCEPTION 'Workflow ID cannot be an empty string if provided.';
    END IF;
    IF delay_until_epoch_ms IS NOT NULL AND delay_until_epoch_ms < 0 THEN
        RAISE EXCEPTION 'delay_until_epoch_ms must be >= 0';
    END IF;

    v_workflow_id := COALESCE(workflow_id, gen_random_uuid()::TEXT);
    v_owner_xid := gen_random_uuid()::TEXT;
    v_priority := COALESCE(priority, 0);
    v_serialized_inputs := json_build_object(
        'positionalArgs', positional_args,
        'namedArgs', named_args
    )::TEXT;
    v_now := EXTRACT(epoch FROM now()) * 1000;
    v_status := CASE WHEN delay_until_epoch_ms IS NULL THEN 'ENQUEUED' ELSE 'DELAYED' END;

    INSERT INTO "dbos".workflow_status (
        workflow_uuid, status,
        name, class_name, config_name,
        queue_name, deduplication_id, priority, queue_partition_key,
        application_version,
        created_at, updated_at, recovery_attempts,
        workflow_timeout_ms, workflow_deadline_epoch_ms,
        parent_workflow_id, owner_xid, serialization,
        authenticated_user, authenticated_roles,
        delay_until_epoch_ms, application_name
    ) VALUES (
        v_workflow_id, v_status,
        workflow_name, class_name, config_name,
        queue_name, deduplication_id, v_priority, queue_partition_key,
        app_version,
        v_now, v_now, v_recovery_attempts,
        timeout_ms, deadline_epoch_ms,
        NULL, v_owner_xid, 'portable_json',
        authenticated_user, authenticated_roles,
        delay_until_epoch_ms, application_name
    )
    ON CONFLICT (workflow_uuid)
    DO UPDATE SET
        updated_at = EXCLUDED.updated_at;

    INSERT INTO "dbos".workflow_input (
        workflow_uuid, inputs, retention_timestamp
    ) VALUES (
        v_workflow_id, v_serialized_inputs, v_now
    )
    ON CONFLICT (workflow_uuid) DO NOTHING;

    RETURN v_workflow_id;

EXCEPTION
    WHEN unique_violation THEN
        RAISE EXCEPTION 'DBOS queue duplicated'
            USING DETAIL = format('Workflow %s with queue %s and deduplication ID %s already exists', v_workflow_id, queue_name, deduplication_id),
                ERRCODE = 'unique_violation';
END;
$$;

CREATE FUNCTION dbos.notifications_function() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    DECLARE
        payload text := NEW.destination_uuid || '::' || NEW.topic;
    BEGIN
        PERFORM pg_notify('dbos_notifications_channel', payload);
        RETURN NEW;
    END;
    $$;

CREATE FUNCTION dbos.send_message(destination_id text, message json, topic text DEFAULT NULL::text, message_id text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            v_topic TEXT := COALESCE(topic, '__null__topic__');
            v_message_id TEXT := COALESCE(message_id, gen_random_uuid()::TEXT);
        BEGIN
            INSERT INTO "dbos".notifications (
                destination_uuid, topic, message, message_uuid, serialization
            ) VALUES (
                destination_id, v_topic, message, v_message_id, 'portable_json'
            )
            ON CONFLICT (message_uuid) DO NOTHING;
        EXCEPTION
            WHEN foreign_key_violation THEN
                RAISE EXCEPTION 'DBOS non-existent workflow'
                   USING DETAIL = format('Destination workflow %s does not exist', destination_id),
                        ERRCODE = 'foreign_key_violation';
        END;
        $$;

CREATE TABLE dbos.application_versions (
    version_id text NOT NULL,
    version_name text NOT NULL,
    version_timestamp bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    created_at bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    application_name text
);

CREATE TABLE dbos.dbos_migrations (
    version bigint NOT NULL
);

CREATE TABLE dbos.event_dispatch_kv (
    service_name text NOT NULL,
    workflow_fn_name text NOT NULL,
    key text NOT NULL,
    value text,
    update_seq numeric(38,0),
    update_time numeric(38,15)
);

CREATE TABLE dbos.notifications (
    message_uuid text DEFAULT gen_random_uuid() NOT NULL,
    destination_uuid text NOT NULL,
    topic text,
    message text NOT NULL,
    created_at_epoch_ms bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    serialization text,
    consumed boolean DEFAULT false NOT NULL,
    consumed_by_function_id integer
);

CREATE TABLE dbos.operation_outputs (
    workflow_uuid text NOT NULL,
    function_id integer NOT NULL,
    function_name text DEFAULT ''::text NOT NULL,
    output text,
    error text,
    child_workflow_id text,
    started_at_epoch_ms bigint,
    completed_at_epoch_ms bigint,
    serialization text,
    application_name text,
    retention_timestamp bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL
);

CREATE TABLE dbos.queues (
    queue_id text DEFAULT (gen_random_uuid())::text NOT NULL,
    name text NOT NULL,
    concurrency integer,
    worker_concurrency integer,
    rate_limit_max integer,
    rate_limit_period_sec double precision,
    priority_enabled boolean DEFAULT false NOT NULL,
    partition_queue boolean DEFAULT false NOT NULL,
    polling_interval_sec double precision DEFAULT 1.0 NOT NULL,
    created_at bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    updated_at bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    application_name text,
    partition_concurrency integer,
    partition_worker_concurrency integer,
    partition_rate_limit_max integer,
    partition_rate_limit_period_sec double precision
);

CREATE TABLE dbos.streams (
    workflow_uuid text NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    "offset" integer NOT NULL,
    function_id integer DEFAULT 0 NOT NULL,
    serialization text
);

CREATE TABLE dbos.workflow_events (
    workflow_uuid text NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    serialization text
);

CREATE TABLE dbos.workflow_events_history (
    workflow_uuid text NOT NULL,
    function_id integer NOT NULL,
    key text NOT NULL,
    value text NOT NULL,
    serialization text
);

CREATE TABLE dbos.workflow_input (
    workflow_uuid text NOT NULL,
    inputs text,
    retention_timestamp bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL
);

CREATE TABLE dbos.workflow_output (
    workflow_uuid text NOT NULL,
    output text,
    error text,
    retention_timestamp bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL
);

CREATE TABLE dbos.workflow_schedules (
    schedule_id text NOT NULL,
    schedule_name text NOT NULL,
    workflow_name text NOT NULL,
    workflow_class_name text,
    schedule text NOT NULL,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    context text NOT NULL,
    last_fired_at text,
    automatic_backfill boolean DEFAULT false NOT NULL,
    cron_timezone text,
    queue_name text,
    application_name text
);

CREATE TABLE dbos.workflow_status (
    workflow_uuid text NOT NULL,
    status text,
    name text,
    authenticated_user text,
    assumed_role text,
    authenticated_roles text,
    request text,
    output text,
    error text,
    executor_id text,
    created_at bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    updated_at bigint DEFAULT ((EXTRACT(epoch FROM now()) * 1000.0))::bigint NOT NULL,
    application_version text,
    application_id text,
    class_name character varying(255) DEFAULT NULL::character varying,
    config_name character varying(255) DEFAULT NULL::character varying,
    recovery_attempts bigint DEFAULT 0,
    queue_name text,
    workflow_timeout_ms bigint,
    workflow_deadline_epoch_ms bigint,
    inputs text,
    started_at_epoch_ms bigint,
    deduplication_id text,
    priority integer DEFAULT 0 NOT NULL,
    queue_partition_key text,
    forked_from text,
    owner_xid text,
    parent_workflow_id text,
    serialization text,
    delay_until_epoch_ms bigint,
    was_forked_from boolean DEFAULT false NOT NULL,
    rate_limited boolean DEFAULT false NOT NULL,
    completed_at bigint,
    attributes jsonb,
    schedule_name text,
    debounce_deadline_epoch_ms bigint,
    is_debounced boolean DEFAULT false NOT NULL,
    application_name text,
    creator_xid text
);

CREATE TABLE zonebot.hold (
    host text NOT NULL,
    address text NOT NULL,
    operation text NOT NULL,
    freed_at timestamp with time zone
);

CREATE TABLE zonebot.message (
    dedupe_key text NOT NULL,
    channel text NOT NULL,
    ts text,
    content json NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    posted_version integer DEFAULT 0 NOT NULL,
    waiting_since timestamp with time zone,
    post_begun_at timestamp with time zone,
    reposted boolean DEFAULT false NOT NULL,
    given_up text
);

CREATE TABLE zonebot.migration (
    number integer NOT NULL,
    title text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE zonebot.operation (
    id text NOT NULL,
    team text NOT NULL,
    actor text NOT NULL,
    channel text NOT NULL,
    host text,
    verb text NOT NULL,
    subject text NOT NULL,
    command text NOT NULL,
    arguments json NOT NULL,
    plan json,
    digest text,
    state text NOT NULL,
    fault json,
    runs integer DEFAULT 0 NOT NULL,
    run_verb text DEFAULT 'run'::text NOT NULL,
    run_after integer DEFAULT 0 NOT NULL,
    cancel_asked_by text,
    verifying_since timestamp with time zone,
    verifying_why text,
    asked_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT operation_id_check CHECK ((id ~ '^[a-z2-7]{10}$'::text)),
    CONSTRAINT operation_run_verb_check CHECK ((run_verb = ANY (ARRAY['run'::text, 'resume'::text, 'unwind'::text]))),
    CONSTRAINT operation_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'waiting'::text, 'approved'::text, 'queued'::text, 'running'::text, 'done'::text, 'denied'::text, 'expired'::text, 'stale'::text, 'cancelled'::text, 'unwound'::text, 'stuck'::text, 'interrupted'::text, 'failed'::text])))
);

CREATE TABLE zonebot.operation_event (
    operation text NOT NULL,
    seq integer NOT NULL,
    event json NOT NULL
);

INSERT INTO dbos.application_versions VALUES ('2df40f6f-24c5-45e1-8f51-41abc7e647c8', 'zonebot', 1795259930505, 1795259930505, 'zonebot');

INSERT INTO dbos.dbos_migrations VALUES (123);

INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259930541, 1795259930552, 'js_superjson', 'zonebot', 1795259930553);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm', 1, 'queue', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259930559, 1795259930562, 'js_superjson', 'zonebot', 1795259930563);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm', 2, 'run', NULL, NULL, 'duw5b3jyrm.1', 1795259930565, 1795259930565, NULL, 'zonebot', 1795259930566);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm.1', 0, 'verify', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931717, 1795259931723, 'js_superjson', 'zonebot', 1795259931724);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm.1', 1, 'begin', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931724, 1795259931727, 'js_superjson', 'zonebot', 1795259931728);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm.1', 2, 'follow', '{"json":{"kind":"good","value":{"kind":"ended","outcome":"done"}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931730, 1795259931869, 'js_superjson', 'zonebot', 1795259931869);
INSERT INTO dbos.operation_outputs VALUES ('duw5b3jyrm.1', 3, 'end', '{"json":{"kind":"good","value":null},"meta":{"values":{"value":["undefined"]}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931870, 1795259931874, 'js_superjson', 'zonebot', 1795259931876);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931932, 1795259931940, 'js_superjson', 'zonebot', 1795259931941);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e', 1, 'queue', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259931951, 1795259931953, 'js_superjson', 'zonebot', 1795259931954);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e', 2, 'run', NULL, NULL, '34t34fcg2e.1', 1795259931957, 1795259931957, NULL, 'zonebot', 1795259931957);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e.1', 0, 'verify', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932136, 1795259932146, 'js_superjson', 'zonebot', 1795259932147);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e.1', 1, 'begin', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932148, 1795259932150, 'js_superjson', 'zonebot', 1795259932151);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e.1', 2, 'follow', '{"json":{"kind":"good","value":{"kind":"ended","outcome":"unwound"}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932153, 1795259932249, 'js_superjson', 'zonebot', 1795259932250);
INSERT INTO dbos.operation_outputs VALUES ('34t34fcg2e.1', 3, 'end', '{"json":{"kind":"good","value":null},"meta":{"values":{"value":["undefined"]}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932251, 1795259932254, 'js_superjson', 'zonebot', 1795259932255);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932324, 1795259932335, 'js_superjson', 'zonebot', 1795259932336);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm', 1, 'queue', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932338, 1795259932340, 'js_superjson', 'zonebot', 1795259932342);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm', 2, 'run', NULL, NULL, 'yn524ecjbm.1', 1795259932344, 1795259932344, NULL, 'zonebot', 1795259932345);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm.1', 0, 'verify', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932352, 1795259932359, 'js_superjson', 'zonebot', 1795259932359);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm.1', 1, 'begin', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932360, 1795259932361, 'js_superjson', 'zonebot', 1795259932362);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm.1', 2, 'follow', '{"json":{"kind":"good","value":{"kind":"interrupted"}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932362, 1795259932942, 'js_superjson', 'zonebot', 1795259932942);
INSERT INTO dbos.operation_outputs VALUES ('yn524ecjbm.1', 3, 'end', '{"json":{"kind":"good","value":null},"meta":{"values":{"value":["undefined"]}},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932943, 1795259932945, 'js_superjson', 'zonebot', 1795259932946);
INSERT INTO dbos.operation_outputs VALUES ('brnlkvgfv3', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932970, 1795259932976, 'js_superjson', 'zonebot', 1795259932977);
INSERT INTO dbos.operation_outputs VALUES ('brnlkvgfv3', 1, 'queue', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259932977, 1795259932982, 'js_superjson', 'zonebot', 1795259932982);
INSERT INTO dbos.operation_outputs VALUES ('brnlkvgfv3', 2, 'run', NULL, NULL, 'brnlkvgfv3.1', 1795259932984, 1795259932984, NULL, 'zonebot', 1795259932984);
INSERT INTO dbos.operation_outputs VALUES ('brnlkvgfv3.1', 0, 'verify', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259933166, 1795259933172, 'js_superjson', 'zonebot', 1795259933173);
INSERT INTO dbos.operation_outputs VALUES ('brnlkvgfv3.1', 1, 'begin', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259933173, 1795259933174, 'js_superjson', 'zonebot', 1795259933177);
INSERT INTO dbos.operation_outputs VALUES ('5od345fczj', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259933303, 1795259933312, 'js_superjson', 'zonebot', 1795259933312);
INSERT INTO dbos.operation_outputs VALUES ('5od345fczj', 1, 'queue', '{"json":{"kind":"good","value":true},"__dbos_serializer":"superjson"}', NULL, NULL, 1795259933314, 1795259933316, 'js_superjson', 'zonebot', 1795259933316);
INSERT INTO dbos.operation_outputs VALUES ('5od345fczj', 2, 'run', NULL, NULL, '5od345fczj.1', 1795259933318, 1795259933318, NULL, 'zonebot', 1795259933318);

INSERT INTO dbos.queues VALUES ('0e71ec34-5d6b-436b-a2a3-f56a9ecb893d', 'hosts', NULL, NULL, NULL, NULL, true, true, 0.2, 1795259930524, 1795259930509, 'zonebot', 10, NULL, NULL, NULL);

INSERT INTO dbos.workflow_input VALUES ('duw5b3jyrm', '{"json":[{"id":"duw5b3jyrm"}],"__dbos_serializer":"superjson"}', 1795259930540);
INSERT INTO dbos.workflow_input VALUES ('duw5b3jyrm.1', '{"json":[{"id":"duw5b3jyrm","host":"here"}],"__dbos_serializer":"superjson"}', 1795259930566);
INSERT INTO dbos.workflow_input VALUES ('34t34fcg2e', '{"json":[{"id":"34t34fcg2e"}],"__dbos_serializer":"superjson"}', 1795259931928);
INSERT INTO dbos.workflow_input VALUES ('34t34fcg2e.1', '{"json":[{"id":"34t34fcg2e","host":"here"}],"__dbos_serializer":"superjson"}', 1795259931957);
INSERT INTO dbos.workflow_input VALUES ('yn524ecjbm', '{"json":[{"id":"yn524ecjbm"}],"__dbos_serializer":"superjson"}', 1795259932300);
INSERT INTO dbos.workflow_input VALUES ('yn524ecjbm.1', '{"json":[{"id":"yn524ecjbm","host":"here"}],"__dbos_serializer":"superjson"}', 1795259932345);
INSERT INTO dbos.workflow_input VALUES ('brnlkvgfv3', '{"json":[{"id":"brnlkvgfv3"}],"__dbos_serializer":"superjson"}', 1795259932968);
INSERT INTO dbos.workflow_input VALUES ('brnlkvgfv3.1', '{"json":[{"id":"brnlkvgfv3","host":"here"}],"__dbos_serializer":"superjson"}', 1795259932984);
INSERT INTO dbos.workflow_input VALUES ('5od345fczj', '{"json":[{"id":"5od345fczj"}],"__dbos_serializer":"superjson"}', 1795259933303);
INSERT INTO dbos.workflow_input VALUES ('5od345fczj.1', '{"json":[{"id":"5od345fczj","host":"here"}],"__dbos_serializer":"superjson"}', 1795259933318);
INSERT INTO dbos.workflow_input VALUES ('atcm5k3nnu', '{"json":[{"id":"atcm5k3nnu"}],"__dbos_serializer":"superjson"}', 1795259933360);

INSERT INTO dbos.workflow_output VALUES ('duw5b3jyrm', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259930568);
INSERT INTO dbos.workflow_output VALUES ('duw5b3jyrm.1', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259931877);
INSERT INTO dbos.workflow_output VALUES ('34t34fcg2e', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259931959);
INSERT INTO dbos.workflow_output VALUES ('34t34fcg2e.1', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259932257);
INSERT INTO dbos.workflow_output VALUES ('yn524ecjbm', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259932347);
INSERT INTO dbos.workflow_output VALUES ('yn524ecjbm.1', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259932950);
INSERT INTO dbos.workflow_output VALUES ('brnlkvgfv3', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259932987);
INSERT INTO dbos.workflow_output VALUES ('5od345fczj', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795259933319);

INSERT INTO dbos.workflow_status VALUES ('duw5b3jyrm', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259930540, 1795259930568, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795259930568, NULL, NULL, NULL, false, 'zonebot', 'b88d4976-2798-43ba-a1bc-ff8ebfa35c9b');
INSERT INTO dbos.workflow_status VALUES ('duw5b3jyrm.1', 'SUCCESS', 'run', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259930566, 1795259931877, 'zonebot', '', NULL, NULL, 1, 'hosts', NULL, NULL, NULL, 1795259931713, NULL, 0, 'here', NULL, NULL, 'duw5b3jyrm', 'js_superjson', NULL, false, false, 1795259931877, NULL, NULL, NULL, false, 'zonebot', '769cd0d8-47ba-4113-b1ef-9b9272b086cd');
INSERT INTO dbos.workflow_status VALUES ('34t34fcg2e', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259931928, 1795259931959, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795259931959, NULL, NULL, NULL, false, 'zonebot', 'de655937-60da-4b35-9622-aedacd312dd0');
INSERT INTO dbos.workflow_status VALUES ('34t34fcg2e.1', 'SUCCESS', 'run', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259931957, 1795259932257, 'zonebot', '', NULL, NULL, 1, 'hosts', NULL, NULL, NULL, 1795259932130, NULL, 0, 'here', NULL, NULL, '34t34fcg2e', 'js_superjson', NULL, false, false, 1795259932257, NULL, NULL, NULL, false, 'zonebot', 'e4046ad6-3390-4cad-81f8-6a282ebcc09b');
INSERT INTO dbos.workflow_status VALUES ('yn524ecjbm', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259932300, 1795259932347, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795259932347, NULL, NULL, NULL, false, 'zonebot', '4870620e-a935-467f-bb96-c7230dc3aeac');
INSERT INTO dbos.workflow_status VALUES ('yn524ecjbm.1', 'SUCCESS', 'run', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259932345, 1795259932950, 'zonebot', '', NULL, NULL, 1, 'hosts', NULL, NULL, NULL, 1795259932348, NULL, 0, 'here', NULL, NULL, 'yn524ecjbm', 'js_superjson', NULL, false, false, 1795259932950, NULL, NULL, NULL, false, 'zonebot', 'cfc56e14-15fd-49ee-8bf6-af4449951203');
INSERT INTO dbos.workflow_status VALUES ('brnlkvgfv3', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259932968, 1795259932987, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795259932987, NULL, NULL, NULL, false, 'zonebot', 'c847c08b-1401-431c-8f47-db5d2e92ad54');
INSERT INTO dbos.workflow_status VALUES ('brnlkvgfv3.1', 'PENDING', 'run', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259932984, 1795259933162, 'zonebot', '', NULL, NULL, 1, 'hosts', NULL, NULL, NULL, 1795259933162, NULL, 0, 'here', NULL, 'a7482ad0-d08a-49ba-aa10-8e04a9fb9555', 'brnlkvgfv3', 'js_superjson', NULL, false, false, NULL, NULL, NULL, NULL, false, 'zonebot', '0c35d2dd-aebb-4345-8c0c-e8bbc76a2e43');
INSERT INTO dbos.workflow_status VALUES ('5od345fczj', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259933303, 1795259933319, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795259933319, NULL, NULL, NULL, false, 'zonebot', 'ccafe993-8583-4828-b13b-1cacf9fdb606');
INSERT INTO dbos.workflow_status VALUES ('atcm5k3nnu', 'PENDING', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259933360, 1795259933360, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, '64ca36c2-00a8-4d22-a02e-01f42f052e1a', NULL, 'js_superjson', NULL, false, false, NULL, NULL, NULL, NULL, false, 'zonebot', '64ca36c2-00a8-4d22-a02e-01f42f052e1a');
INSERT INTO dbos.workflow_status VALUES ('5od345fczj.1', 'PENDING', 'run', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795259933318, 1795259933381, 'zonebot', '', NULL, NULL, 1, 'hosts', NULL, NULL, NULL, 1795259933381, NULL, 0, 'here', NULL, '6c68d758-45ff-40d9-94f8-0ddc24b043d5', '5od345fczj', 'js_superjson', NULL, false, false, NULL, NULL, NULL, NULL, false, 'zonebot', '85a86b35-f4f2-4dac-a052-3269c2534427');

INSERT INTO zonebot.hold VALUES ('here', '10.1.0.1', 'duw5b3jyrm', '2026-11-21 11:18:51.873969+00');
INSERT INTO zonebot.hold VALUES ('here', '10.1.0.2', '34t34fcg2e', '2026-11-21 11:18:52.253983+00');
INSERT INTO zonebot.hold VALUES ('here', '10.1.0.2', 'yn524ecjbm', NULL);
INSERT INTO zonebot.hold VALUES ('here', '10.1.0.3', 'brnlkvgfv3', NULL);
INSERT INTO zonebot.hold VALUES ('here', '10.1.0.4', '5od345fczj', NULL);

INSERT INTO zonebot.message VALUES ('operation:duw5b3jyrm', 'C01', NULL, '{"text":"Create done01: done","blocks":[]}', 1, 0, '2026-11-20 08:00:00+00', NULL, false, NULL);

INSERT INTO zonebot.migration VALUES (1, 'operations, what their hosts reported, and the addresses they hold', '2026-11-21 11:18:50.007882+00');
INSERT INTO zonebot.migration VALUES (2, 'messages on their way to Slack', '2026-11-21 11:18:50.007882+00');

INSERT INTO zonebot.operation VALUES ('duw5b3jyrm', 'T01', 'U01', 'C01', 'here', 'create', 'done01', 'create done01 fails', '{"zone":["done01"],"trouble":["fails"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"done01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/done01@10.1.0.1","text":"done01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/done01@10.1.0.1/2","text":"done01 2","trouble":"fails","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/done01@10.1.0.1/3","text":"done01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/done01@10.1.0.1"}}],"locks":["zone/done01"],"chosen":{"address":"10.1.0.1"},"holds":["10.1.0.1"],"risk":"routine","digest":"067949bb533834439867231e41092225b8701f30c2e47646673ebe6bcc1ffc0c"}', '067949bb533834439867231e41092225b8701f30c2e47646673ebe6bcc1ffc0c', 'done', NULL, 1, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:50.531+00', '2026-11-21 11:18:51.873+00');
INSERT INTO zonebot.operation VALUES ('yn524ecjbm', 'T01', 'U01', 'C01', 'here', 'create', 'interrupted01', 'create interrupted01 dies', '{"zone":["interrupted01"],"trouble":["dies"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"interrupted01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/interrupted01@10.1.0.2","text":"interrupted01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/interrupted01@10.1.0.2/2","text":"interrupted01 2","trouble":"dies","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/interrupted01@10.1.0.2/3","text":"interrupted01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/interrupted01@10.1.0.2"}}],"locks":["zone/interrupted01"],"chosen":{"address":"10.1.0.2"},"holds":["10.1.0.2"],"risk":"routine","digest":"26bf15ab88fe8e4d7974ba78d8dcccbd4cb57fb5767d801348b1d7a927fe845a"}', '26bf15ab88fe8e4d7974ba78d8dcccbd4cb57fb5767d801348b1d7a927fe845a', 'interrupted', '{"code":"zmgr::operation::interrupted","message":"The host was interrupted in the middle, by a reboot perhaps","help":"`/zone op resume yn524ecjbm` goes on, `/zone op unwind yn524ecjbm` takes back what was done."}', 1, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:52.289+00', NULL);
INSERT INTO zonebot.operation VALUES ('34t34fcg2e', 'T01', 'U01', 'C01', 'here', 'create', 'unwound01', 'create unwound01 ruins', '{"zone":["unwound01"],"trouble":["ruins"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"unwound01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/unwound01@10.1.0.2","text":"unwound01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/unwound01@10.1.0.2/2","text":"unwound01 2","trouble":"ruins","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/unwound01@10.1.0.2/3","text":"unwound01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/unwound01@10.1.0.2"}}],"locks":["zone/unwound01"],"chosen":{"address":"10.1.0.2"},"holds":["10.1.0.2"],"risk":"routine","digest":"77fc96b846b9dd982c4847f6e2e6e9f3657aa121e169d4a4c44cfdb194646045"}', '77fc96b846b9dd982c4847f6e2e6e9f3657aa121e169d4a4c44cfdb194646045', 'unwound', '{"code":"zmgr::operation::unwound","message":"Step 2, \"Make @directory@/tree/unwound01@10.1.0.2/2\", reported success, but is not there (exit status 0, found foreign)","help":"What had been done before was taken back. Look at what the step said, and ask for it again."}', 1, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:51.922+00', '2026-11-21 11:18:52.253+00');
INSERT INTO zonebot.operation VALUES ('5od345fczj', 'T01', 'U01', 'C01', 'here', 'create', 'queued01', 'create queued01 fails', '{"zone":["queued01"],"trouble":["fails"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"queued01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/queued01@10.1.0.4","text":"queued01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/queued01@10.1.0.4/2","text":"queued01 2","trouble":"fails","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/queued01@10.1.0.4/3","text":"queued01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/queued01@10.1.0.4"}}],"locks":["zone/queued01"],"chosen":{"address":"10.1.0.4"},"holds":["10.1.0.4"],"risk":"routine","digest":"969c3cacbbe32e460e9055e5a42ff3a8e68e1bb7548bfe661c2394f7779e6f4d"}', '969c3cacbbe32e460e9055e5a42ff3a8e68e1bb7548bfe661c2394f7779e6f4d', 'queued', NULL, 1, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:53.298+00', NULL);
INSERT INTO zonebot.operation VALUES ('atcm5k3nnu', 'T01', 'U01', 'C01', NULL, 'create', 'planned01', 'create planned01 fails', '{"zone":["planned01"],"trouble":["fails"]}', NULL, NULL, 'planned', NULL, 0, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:53.356+00', NULL);
INSERT INTO zonebot.operation VALUES ('brnlkvgfv3', 'T01', 'U01', 'C01', 'here', 'create', 'running01', 'create running01 hangs', '{"zone":["running01"],"trouble":["hangs"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"running01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/running01@10.1.0.3","text":"running01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/running01@10.1.0.3/2","text":"running01 2","trouble":"hangs","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/running01@10.1.0.3/3","text":"running01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/running01@10.1.0.3"}}],"locks":["zone/running01"],"chosen":{"address":"10.1.0.3"},"holds":["10.1.0.3"],"risk":"routine","digest":"7dfb671fcd5503664df67c52b7d4072dc901694d1a26e4cc6ff5c8e79cda417c"}', '7dfb671fcd5503664df67c52b7d4072dc901694d1a26e4cc6ff5c8e79cda417c', 'running', NULL, 1, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:18:52.965+00', NULL);

INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 1, '{"seq":1,"at":"2026-11-21T11:18:51Z","kind":"claimed","verb":"run","pid":17363,"group":17363}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 2, '{"seq":2,"at":"2026-11-21T11:18:51Z","kind":"locked","lock":"zone/done01"}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 3, '{"seq":3,"at":"2026-11-21T11:18:51Z","kind":"locked","lock":"registry"}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 4, '{"seq":4,"at":"2026-11-21T11:18:51Z","kind":"locked","lock":"links"}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 5, '{"seq":5,"at":"2026-11-21T11:18:51Z","kind":"guarded"}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 6, '{"seq":6,"at":"2026-11-21T11:18:51Z","kind":"started","step":1}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 7, '{"seq":7,"at":"2026-11-21T11:18:51Z","kind":"done","step":1}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 8, '{"seq":8,"at":"2026-11-21T11:18:51Z","kind":"started","step":2}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 9, '{"seq":9,"at":"2026-11-21T11:18:51Z","kind":"done","step":2}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 10, '{"seq":10,"at":"2026-11-21T11:18:51Z","kind":"started","step":3}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 11, '{"seq":11,"at":"2026-11-21T11:18:51Z","kind":"done","step":3}');
INSERT INTO zonebot.operation_event VALUES ('duw5b3jyrm', 12, '{"seq":12,"at":"2026-11-21T11:18:51Z","kind":"end","outcome":"done"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 1, '{"seq":1,"at":"2026-11-21T11:18:52Z","kind":"claimed","verb":"run","pid":17428,"group":17428}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 2, '{"seq":2,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"zone/unwound01"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 3, '{"seq":3,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"registry"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 4, '{"seq":4,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"links"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 5, '{"seq":5,"at":"2026-11-21T11:18:52Z","kind":"guarded"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 6, '{"seq":6,"at":"2026-11-21T11:18:52Z","kind":"started","step":1}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 7, '{"seq":7,"at":"2026-11-21T11:18:52Z","kind":"done","step":1}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 8, '{"seq":8,"at":"2026-11-21T11:18:52Z","kind":"started","step":2}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 9, '{"seq":9,"at":"2026-11-21T11:18:52Z","kind":"failed","step":2,"phase":"verify","status":0,"verdict":"foreign"}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 10, '{"seq":10,"at":"2026-11-21T11:18:52Z","kind":"undoing","step":1}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 11, '{"seq":11,"at":"2026-11-21T11:18:52Z","kind":"undone","step":1}');
INSERT INTO zonebot.operation_event VALUES ('34t34fcg2e', 12, '{"seq":12,"at":"2026-11-21T11:18:52Z","kind":"end","outcome":"unwound"}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 1, '{"seq":1,"at":"2026-11-21T11:18:52Z","kind":"claimed","verb":"run","pid":17487,"group":17487}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 2, '{"seq":2,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"zone/interrupted01"}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 3, '{"seq":3,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"registry"}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 4, '{"seq":4,"at":"2026-11-21T11:18:52Z","kind":"locked","lock":"links"}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 5, '{"seq":5,"at":"2026-11-21T11:18:52Z","kind":"guarded"}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 6, '{"seq":6,"at":"2026-11-21T11:18:52Z","kind":"started","step":1}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 7, '{"seq":7,"at":"2026-11-21T11:18:52Z","kind":"done","step":1}');
INSERT INTO zonebot.operation_event VALUES ('yn524ecjbm', 8, '{"seq":8,"at":"2026-11-21T11:18:52Z","kind":"started","step":2}');

ALTER TABLE ONLY dbos.application_versions
    ADD CONSTRAINT application_versions_pkey PRIMARY KEY (version_id);

ALTER TABLE ONLY dbos.application_versions
    ADD CONSTRAINT application_versions_version_name_key UNIQUE (version_name);

ALTER TABLE ONLY dbos.dbos_migrations
    ADD CONSTRAINT dbos_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY dbos.event_dispatch_kv
    ADD CONSTRAINT event_dispatch_kv_pkey PRIMARY KEY (service_name, workflow_fn_name, key);

ALTER TABLE ONLY dbos.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (message_uuid);

ALTER TABLE ONLY dbos.operation_outputs
    ADD CONSTRAINT operation_outputs_pkey PRIMARY KEY (workflow_uuid, function_id);

ALTER TABLE ONLY dbos.queues
    ADD CONSTRAINT queues_name_key UNIQUE (name);

ALTER TABLE ONLY dbos.queues
    ADD CONSTRAINT queues_pkey PRIMARY KEY (queue_id);

ALTER TABLE ONLY dbos.streams
    ADD CONSTRAINT streams_pkey PRIMARY KEY (workflow_uuid, key, "offset");

ALTER TABLE ONLY dbos.workflow_events_history
    ADD CONSTRAINT workflow_events_history_pkey PRIMARY KEY (workflow_uuid, function_id, key);

ALTER TABLE ONLY dbos.workflow_events
    ADD CONSTRAINT workflow_events_pkey PRIMARY KEY (workflow_uuid, key);

ALTER TABLE ONLY dbos.workflow_input
    ADD CONSTRAINT workflow_input_pkey PRIMARY KEY (workflow_uuid);

ALTER TABLE ONLY dbos.workflow_output
    ADD CONSTRAINT workflow_output_pkey PRIMARY KEY (workflow_uuid);

ALTER TABLE ONLY dbos.workflow_schedules
    ADD CONSTRAINT workflow_schedules_pkey PRIMARY KEY (schedule_id);

ALTER TABLE ONLY dbos.workflow_schedules
    ADD CONSTRAINT workflow_schedules_schedule_name_key UNIQUE (schedule_name);

ALTER TABLE ONLY dbos.workflow_status
    ADD CONSTRAINT workflow_status_pkey PRIMARY KEY (workflow_uuid);

ALTER TABLE ONLY zonebot.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (dedupe_key);

ALTER TABLE ONLY zonebot.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY zonebot.operation_event
    ADD CONSTRAINT operation_event_pkey PRIMARY KEY (operation, seq);

ALTER TABLE ONLY zonebot.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

CREATE INDEX idx_operation_outputs_completed_at_function_name_v2 ON dbos.operation_outputs USING btree (completed_at_epoch_ms, function_name) INCLUDE (application_name);

CREATE INDEX idx_operation_outputs_retention ON dbos.operation_outputs USING btree (retention_timestamp);

CREATE INDEX idx_workflow_input_retention ON dbos.workflow_input USING btree (retention_timestamp);

CREATE INDEX idx_workflow_output_retention ON dbos.workflow_output USING btree (retention_timestamp);

CREATE INDEX idx_workflow_status_attributes ON dbos.workflow_status USING gin (attributes) WHERE (attributes IS NOT NULL);

CREATE INDEX idx_workflow_status_completed_at ON dbos.workflow_status USING btree (completed_at) WHERE (completed_at IS NOT NULL);

CREATE INDEX idx_workflow_status_deadline ON dbos.workflow_status USING btree (workflow_deadline_epoch_ms) WHERE ((status = ANY (ARRAY['ENQUEUED'::text, 'PENDING'::text, 'DELAYED'::text])) AND (workflow_deadline_epoch_ms IS NOT NULL));

CREATE INDEX idx_workflow_status_delayed ON dbos.workflow_status USING btree (delay_until_epoch_ms) WHERE (status = 'DELAYED'::text);

CREATE INDEX idx_workflow_status_failed ON dbos.workflow_status USING btree (status, created_at) WHERE (status = ANY (ARRAY['ERROR'::text, 'CANCELLED'::text, 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'::text]));

CREATE INDEX idx_workflow_status_forked_from ON dbos.workflow_status USING btree (forked_from) WHERE (forked_from IS NOT NULL);

CREATE INDEX idx_workflow_status_in_flight_v2 ON dbos.workflow_status USING btree (queue_name, status, priority, created_at) INCLUDE (application_name) WHERE (status = ANY (ARRAY['ENQUEUED'::text, 'PENDING'::text]));

CREATE INDEX idx_workflow_status_parent_workflow_id ON dbos.workflow_status USING btree (parent_workflow_id) WHERE (parent_workflow_id IS NOT NULL);

CREATE INDEX idx_workflow_status_partition_dequeue_v3 ON dbos.workflow_status USING btree (queue_name, status, queue_partition_key, priority, created_at, workflow_uuid) INCLUDE (application_name) WHERE ((status = ANY (ARRAY['ENQUEUED'::text, 'PENDING'::text])) AND (queue_partition_key IS NOT NULL));

CREATE INDEX idx_workflow_status_pending ON dbos.workflow_status USING btree (created_at) WHERE (status = 'PENDING'::text);

CREATE INDEX idx_workflow_status_rate_limited ON dbos.workflow_status USING btree (queue_name, started_at_epoch_ms) WHERE (rate_limited = true);

CREATE INDEX idx_workflow_status_schedule_name ON dbos.workflow_status USING btree (schedule_name) WHERE (schedule_name IS NOT NULL);

CREATE INDEX idx_workflow_status_started_at ON dbos.workflow_status USING btree (started_at_epoch_ms) WHERE (started_at_epoch_ms IS NOT NULL);

CREATE INDEX idx_workflow_topic ON dbos.notifications USING btree (destination_uuid, topic);

CREATE UNIQUE INDEX uq_application_versions_owner_version ON dbos.application_versions USING btree (application_name, version_name) WHERE (application_name IS NOT NULL);

CREATE UNIQUE INDEX uq_application_versions_unclaimed_version ON dbos.application_versions USING btree (version_name) WHERE (application_name IS NULL);

CREATE UNIQUE INDEX uq_workflow_status_dedup_id ON dbos.workflow_status USING btree (queue_name, deduplication_id) WHERE (deduplication_id IS NOT NULL);

CREATE INDEX workflow_status_created_at_index ON dbos.workflow_status USING btree (created_at);

CREATE UNIQUE INDEX hold_address ON zonebot.hold USING btree (host, address) WHERE (freed_at IS NULL);

CREATE INDEX hold_operation ON zonebot.hold USING btree (operation);

CREATE INDEX message_waiting ON zonebot.message USING btree (waiting_since) WHERE (waiting_since IS NOT NULL);

CREATE INDEX operation_asked_at ON zonebot.operation USING btree (asked_at DESC, id);

CREATE UNIQUE INDEX operation_open_subject ON zonebot.operation USING btree (host, subject) WHERE ((ended_at IS NULL) AND (host IS NOT NULL));

CREATE TRIGGER dbos_notifications_trigger AFTER INSERT ON dbos.notifications FOR EACH ROW EXECUTE FUNCTION dbos.notifications_function();

ALTER TABLE ONLY dbos.notifications
    ADD CONSTRAINT notifications_destination_uuid_fkey FOREIGN KEY (destination_uuid) REFERENCES dbos.workflow_status(workflow_uuid) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY dbos.streams
    ADD CONSTRAINT streams_workflow_uuid_fkey FOREIGN KEY (workflow_uuid) REFERENCES dbos.workflow_status(workflow_uuid) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY dbos.workflow_events_history
    ADD CONSTRAINT workflow_events_history_workflow_uuid_fkey FOREIGN KEY (workflow_uuid) REFERENCES dbos.workflow_status(workflow_uuid) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY dbos.workflow_events
    ADD CONSTRAINT workflow_events_workflow_uuid_fkey FOREIGN KEY (workflow_uuid) REFERENCES dbos.workflow_status(workflow_uuid) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE ONLY zonebot.hold
    ADD CONSTRAINT hold_operation_fkey FOREIGN KEY (operation) REFERENCES zonebot.operation(id) ON DELETE CASCADE;

ALTER TABLE ONLY zonebot.operation_event
    ADD CONSTRAINT operation_event_operation_fkey FOREIGN KEY (operation) REFERENCES zonebot.operation(id) ON DELETE CASCADE;
