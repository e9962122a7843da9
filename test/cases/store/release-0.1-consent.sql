-- A database as the bot of 2026-11-21 left it when it was killed (its own tables at migration 5, DBOS 5.3), by pg_dump --inserts.
-- Operations: one waits for two approvers, one of whom has said yes; one for who asked to confirm it.
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

CREATE FUNCTION zonebot.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
    BEGIN
      RAISE EXCEPTION 'zonebot.audit is only ever appended to';
    END $$;

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

CREATE TABLE zonebot.audit (
    seq bigint NOT NULL,
    record json NOT NULL,
    hash text NOT NULL,
    at text GENERATED ALWAYS AS ((record ->> 'at'::text)) STORED COLLATE pg_catalog."C",
    event text GENERATED ALWAYS AS ((record ->> 'event'::text)) STORED,
    actor text GENERATED ALWAYS AS ((record ->> 'actor'::text)) STORED,
    host text GENERATED ALWAYS AS ((record ->> 'host'::text)) STORED,
    subject text GENERATED ALWAYS AS ((record ->> 'subject'::text)) STORED,
    operation text GENERATED ALWAYS AS ((record ->> 'operation'::text)) STORED,
    CONSTRAINT audit_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT audit_seq_check CHECK ((seq > 0))
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
    given_up text,
    thread_key text,
    file json,
    file_id text
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
    reason text,
    asked_in text,
    consent json,
    decide_until timestamp with time zone,
    approved_at timestamp with time zone,
    start_after timestamp with time zone,
    start_until timestamp with time zone,
    CONSTRAINT operation_id_check CHECK ((id ~ '^[a-z2-7]{10}$'::text)),
    CONSTRAINT operation_run_verb_check CHECK ((run_verb = ANY (ARRAY['run'::text, 'resume'::text, 'unwind'::text]))),
    CONSTRAINT operation_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'waiting'::text, 'approved'::text, 'queued'::text, 'running'::text, 'done'::text, 'denied'::text, 'expired'::text, 'stale'::text, 'cancelled'::text, 'unwound'::text, 'stuck'::text, 'interrupted'::text, 'failed'::text])))
);

CREATE TABLE zonebot.operation_event (
    operation text NOT NULL,
    seq integer NOT NULL,
    event json NOT NULL
);

CREATE TABLE zonebot.vote (
    operation text NOT NULL,
    team text NOT NULL,
    voter text NOT NULL,
    decision text NOT NULL,
    reason text,
    surface text NOT NULL,
    digest text NOT NULL,
    sources json NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT vote_decision_check CHECK ((decision = ANY (ARRAY['confirm'::text, 'approve'::text, 'deny'::text])))
);

INSERT INTO dbos.application_versions VALUES ('968bf398-822f-4b2e-9776-4f74258c12b7', 'zonebot', 1795260160492, 1795260160492, 'zonebot');

INSERT INTO dbos.dbos_migrations VALUES (123);

INSERT INTO dbos.operation_outputs VALUES ('sqpu6mhbz5', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795260160611, 1795260160654, 'js_superjson', 'zonebot', 1795260160655);
INSERT INTO dbos.operation_outputs VALUES ('sqpu6mhbz5', 1, 'queue', '{"json":{"kind":"good","value":false},"__dbos_serializer":"superjson"}', NULL, NULL, 1795260160664, 1795260160682, 'js_superjson', 'zonebot', 1795260160688);
INSERT INTO dbos.operation_outputs VALUES ('254yn436z2', 0, 'plan', '{"json":{"kind":"good","value":"here"},"__dbos_serializer":"superjson"}', NULL, NULL, 1795260160825, 1795260160832, 'js_superjson', 'zonebot', 1795260160833);
INSERT INTO dbos.operation_outputs VALUES ('254yn436z2', 1, 'queue', '{"json":{"kind":"good","value":false},"__dbos_serializer":"superjson"}', NULL, NULL, 1795260160833, 1795260160857, 'js_superjson', 'zonebot', 1795260160858);

INSERT INTO dbos.queues VALUES ('7b094d42-9546-4036-94fd-b078100f2ac4', 'hosts', NULL, NULL, NULL, NULL, true, true, 0.2, 1795260160533, 1795260160507, 'zonebot', 10, NULL, NULL, NULL);

INSERT INTO dbos.workflow_input VALUES ('sqpu6mhbz5', '{"json":[{"id":"sqpu6mhbz5"}],"__dbos_serializer":"superjson"}', 1795260160592);
INSERT INTO dbos.workflow_input VALUES ('254yn436z2', '{"json":[{"id":"254yn436z2"}],"__dbos_serializer":"superjson"}', 1795260160822);

INSERT INTO dbos.workflow_output VALUES ('sqpu6mhbz5', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795260160692);
INSERT INTO dbos.workflow_output VALUES ('254yn436z2', '{"json":null,"meta":{"values":["undefined"]},"__dbos_serializer":"superjson"}', NULL, 1795260160876);

INSERT INTO dbos.workflow_status VALUES ('sqpu6mhbz5', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795260160592, 1795260160692, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795260160692, NULL, NULL, NULL, false, 'zonebot', 'bc855bf7-3e1b-4b67-9a03-d88b25d8cb2e');
INSERT INTO dbos.workflow_status VALUES ('254yn436z2', 'SUCCESS', 'operation', '', '', '[]', NULL, NULL, NULL, 'zonebot', 1795260160822, 1795260160876, 'zonebot', '', NULL, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, NULL, 'js_superjson', NULL, false, false, 1795260160876, NULL, NULL, NULL, false, 'zonebot', '0c87bc69-e7cc-40be-9cdb-1abd44907ae4');

INSERT INTO zonebot.audit VALUES (1, '{"actor":"T01:U01","at":"2026-11-21T11:22:40.559Z","channel":"C01","command":"create waiting01 fails","event":"asked","operation":"sqpu6mhbz5","seq":1,"subject":"waiting01","surface":"command","verb":"create"}', '069e9f09179b81e24686887a3e810e874b432ac69e8dfd5975829e2e4aea7ed0', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (2, '{"at":"2026-11-21T11:22:40.647Z","channel":"C01","command":"create waiting01 fails","digest":"3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708","event":"planned","host":"here","inputs":{"risk":"routine","steps":["test.thing","test.thing","test.thing"]},"operation":"sqpu6mhbz5","seq":2,"subject":"waiting01","surface":"bot","verb":"create"}', 'd4ca254f601b3f4376732cc9c3d6bb9d00d05a5acb2aab8414b09a6c98d08122', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (3, '{"at":"2026-11-21T11:22:40.679Z","channel":"C01","command":"create waiting01 fails","digest":"3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708","event":"waits","host":"here","inputs":{"distinctGroups":false,"named":{"usergroups":[],"users":["U03","U04","U05"]},"needs":"approval","quorum":2,"self":false},"operation":"sqpu6mhbz5","outcome":"waiting","seq":3,"subject":"waiting01","surface":"bot","verb":"create"}', '826c990b9e9d7fac0794ae2303686a8d4ba9f23cdb338a1c65d1e5c6198486ee', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (4, '{"actor":"T01:U03","at":"2026-11-21T11:22:40.760Z","channel":"C01","command":"create waiting01 fails","digest":"3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708","event":"voted","host":"here","inputs":{"comesTo":"waiting","sources":["role approver"],"votes":1},"operation":"sqpu6mhbz5","outcome":"approve","seq":4,"subject":"waiting01","surface":"button","verb":"create"}', '7004e908fbda9f5647e148774262c037591363ea544c4b6ee966f3405ed6452e', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (5, '{"actor":"T01:U01","at":"2026-11-21T11:22:40.804Z","channel":"C01","command":"create confirm01 fails","event":"asked","operation":"254yn436z2","seq":5,"subject":"confirm01","surface":"command","verb":"create"}', 'fe0a6a3457c3ee9fb760a8f189f7d6ca4d959f383c24299b4fe84fab5e853829', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (6, '{"at":"2026-11-21T11:22:40.831Z","channel":"C01","command":"create confirm01 fails","digest":"01588a35b9c8d860e6379feb18476be33623fadd6f13ee76513fbcd5a06f1518","event":"planned","host":"here","inputs":{"risk":"routine","steps":["test.thing","test.thing","test.thing"]},"operation":"254yn436z2","seq":6,"subject":"confirm01","surface":"bot","verb":"create"}', 'a4e2ddc2c4d6a162103f4296ce942729efcc6b3fbd27758d7f75913bea5628cf', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO zonebot.audit VALUES (7, '{"at":"2026-11-21T11:22:40.856Z","channel":"C01","command":"create confirm01 fails","digest":"01588a35b9c8d860e6379feb18476be33623fadd6f13ee76513fbcd5a06f1518","event":"waits","host":"here","inputs":{"needs":"confirmation"},"operation":"254yn436z2","outcome":"waiting","seq":7,"subject":"confirm01","surface":"bot","verb":"create"}', '8fa0b68fed76547587613b08491a229767b1a44b2db50b0fef4dbbeb65474bb2', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO zonebot.hold VALUES ('here', '10.1.0.1', 'sqpu6mhbz5', NULL);
INSERT INTO zonebot.hold VALUES ('here', '10.1.0.2', '254yn436z2', NULL);

INSERT INTO zonebot.migration VALUES (1, 'operations, what their hosts reported, and the addresses they hold', '2026-11-21 11:22:39.871992+00');
INSERT INTO zonebot.migration VALUES (2, 'messages on their way to Slack', '2026-11-21 11:22:39.871992+00');
INSERT INTO zonebot.migration VALUES (3, 'what operations wait for before they go to their host, and what people say about it', '2026-11-21 11:22:39.871992+00');
INSERT INTO zonebot.migration VALUES (4, 'the audit trail', '2026-11-21 11:22:39.871992+00');
INSERT INTO zonebot.migration VALUES (5, 'files on their way to Slack, and replies to messages that are on their way themselves', '2026-11-21 11:22:39.871992+00');

INSERT INTO zonebot.operation VALUES ('sqpu6mhbz5', 'T01', 'U01', 'C01', 'here', 'create', 'waiting01', 'create waiting01 fails', '{"zone":["waiting01"],"trouble":["fails"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"waiting01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/waiting01@10.1.0.1","text":"waiting01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/waiting01@10.1.0.1/2","text":"waiting01 2","trouble":"fails","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/waiting01@10.1.0.1/3","text":"waiting01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/waiting01@10.1.0.1"}}],"locks":["zone/waiting01"],"chosen":{"address":"10.1.0.1"},"holds":["10.1.0.1"],"risk":"routine","digest":"3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708"}', '3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708', 'waiting', NULL, 0, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:22:40.549+00', NULL, NULL, 'C01', '{"kind":"approval","cooldown":0,"startWithin":900000,"by":{"role":"approver","users":[],"usergroups":[]},"mention":{"users":["U03","U04","U05"],"usergroups":[]},"quorum":2,"self":false,"distinctGroups":false,"reasonFor":[],"typeToConfirm":false,"channels":[]}', '2036-11-18 11:22:40.676+00', NULL, NULL, NULL);
INSERT INTO zonebot.operation VALUES ('254yn436z2', 'T01', 'U01', 'C01', 'here', 'create', 'confirm01', 'create confirm01 fails', '{"zone":["confirm01"],"trouble":["fails"]}', '{"version":1,"lockTimeout":600,"host":"here","verb":"create","subject":"confirm01","steps":[{"kind":"test.thing","args":{"path":"@directory@/tree/confirm01@10.1.0.2","text":"confirm01 1"}},{"kind":"test.thing","args":{"path":"@directory@/tree/confirm01@10.1.0.2/2","text":"confirm01 2","trouble":"fails","blocker":"@directory@/blocker"}},{"kind":"test.thing","args":{"path":"@directory@/tree/confirm01@10.1.0.2/3","text":"confirm01 3"}}],"guards":[{"kind":"test.absent","args":{"path":"@directory@/tree/confirm01@10.1.0.2"}}],"locks":["zone/confirm01"],"chosen":{"address":"10.1.0.2"},"holds":["10.1.0.2"],"risk":"routine","digest":"01588a35b9c8d860e6379feb18476be33623fadd6f13ee76513fbcd5a06f1518"}', '01588a35b9c8d860e6379feb18476be33623fadd6f13ee76513fbcd5a06f1518', 'waiting', NULL, 0, 'run', 0, NULL, NULL, NULL, '2026-11-21 11:22:40.786+00', NULL, NULL, 'C01', '{"kind":"confirmation","cooldown":0,"startWithin":900000}', '2036-11-18 11:22:40.835+00', NULL, NULL, NULL);

INSERT INTO zonebot.vote VALUES ('sqpu6mhbz5', 'T01', 'U03', 'approve', NULL, 'button', '3b7a57b518d4d2f86f1eaeef59ae0428f80e5224bf3d51732870c25113053708', '["role approver"]', '2026-11-21 11:22:40.742+00');

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

ALTER TABLE ONLY zonebot.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY zonebot.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (dedupe_key);

ALTER TABLE ONLY zonebot.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY zonebot.operation_event
    ADD CONSTRAINT operation_event_pkey PRIMARY KEY (operation, seq);

ALTER TABLE ONLY zonebot.operation
    ADD CONSTRAINT operation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY zonebot.vote
    ADD CONSTRAINT vote_pkey PRIMARY KEY (operation, team, voter);

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

CREATE INDEX audit_actor ON zonebot.audit USING btree (actor, seq);

CREATE INDEX audit_at ON zonebot.audit USING btree (at);

CREATE INDEX audit_operation ON zonebot.audit USING btree (operation, seq);

CREATE INDEX audit_subject ON zonebot.audit USING btree (subject, seq);

CREATE UNIQUE INDEX hold_address ON zonebot.hold USING btree (host, address) WHERE (freed_at IS NULL);

CREATE INDEX hold_operation ON zonebot.hold USING btree (operation);

CREATE INDEX message_waiting ON zonebot.message USING btree (waiting_since) WHERE (waiting_since IS NOT NULL);

CREATE INDEX operation_asked_at ON zonebot.operation USING btree (asked_at DESC, id);

CREATE UNIQUE INDEX operation_open_subject ON zonebot.operation USING btree (host, subject) WHERE ((ended_at IS NULL) AND (host IS NOT NULL));

CREATE INDEX operation_waiting ON zonebot.operation USING btree (state) WHERE (state = ANY (ARRAY['waiting'::text, 'approved'::text]));

CREATE TRIGGER dbos_notifications_trigger AFTER INSERT ON dbos.notifications FOR EACH ROW EXECUTE FUNCTION dbos.notifications_function();

CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON zonebot.audit FOR EACH STATEMENT EXECUTE FUNCTION zonebot.refuse_change();

CREATE TRIGGER audit_unchanged BEFORE DELETE OR UPDATE ON zonebot.audit FOR EACH ROW EXECUTE FUNCTION zonebot.refuse_change();

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

ALTER TABLE ONLY zonebot.vote
    ADD CONSTRAINT vote_operation_fkey FOREIGN KEY (operation) REFERENCES zonebot.operation(id) ON DELETE CASCADE;
