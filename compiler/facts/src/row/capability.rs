//! What hosts can do, and what this version can emit.

words! {
    /// Where functions run.
    pub enum Host {
        /// AWS Lambda and its services.
        Aws = "aws",
        /// Azure Functions and its services.
        Azure = "azure",
        /// Cloud Run and its services.
        Gcp = "gcp",
        /// A cluster with KEDA.
        Keda = "keda",
        /// A cluster with Knative.
        Knative = "knative",
        /// Linode, without a cluster.
        Linode = "linode",
        /// The local runtime.
        Local = "local",
        /// A cluster with neither.
        Plain = "plain",
    }
}

words! {
    /// How well a host does what is asked.
    pub enum Level {
        /// As asked.
        Exact = "exact",
        /// As asked, by an extra resource or the bridge.
        Emulated = "emulated",
        /// Weaker than asked: it needs `accept`.
        Lossy = "lossy",
        /// Not at all.
        Impossible = "impossible",
    }
}

words! {
    /// Something that a spec may ask of a host: a kind (`trigger.http`) or a guarantee of a kind (`queue.order`).
    #[allow(missing_docs)] // each variant is its word
    pub enum Capability {
        AuthAll = "auth.all",
        AuthAny = "auth.any",
        AuthApiKey = "auth.api_key",
        AuthBasic = "auth.basic",
        AuthCloudIam = "auth.cloud_iam",
        AuthCustom = "auth.custom",
        AuthHmac = "auth.hmac",
        AuthJwt = "auth.jwt",
        AuthJwtBeyondRsa = "auth.jwt_beyond_rsa",
        AuthMtls = "auth.mtls",
        AuthNone = "auth.none",
        AuthOidc = "auth.oidc",
        AuthThen = "auth.then",
        BusAckDeadline = "bus.ack_deadline",
        BusBatch = "bus.batch",
        BusDeadLetter = "bus.dead_letter",
        BusFilter = "bus.filter",
        BusOrder = "bus.order",
        BusPayload = "bus.payload",
        BusReplay = "bus.replay",
        BusRetry = "bus.retry",
        ChangeBatch = "change.batch",
        ChangeDeadLetter = "change.dead_letter",
        ChangeDeletes = "change.deletes",
        ChangeFilter = "change.filter",
        ChangeOrder = "change.order",
        ChangeRetry = "change.retry",
        EventBus = "event.bus",
        EventKafka = "event.kafka",
        EventQueue = "event.queue",
        EventStream = "event.stream",
        EventTopic = "event.topic",
        KafkaAckDeadline = "kafka.ack_deadline",
        KafkaBatch = "kafka.batch",
        KafkaDeadLetter = "kafka.dead_letter",
        KafkaFilter = "kafka.filter",
        KafkaOrder = "kafka.order",
        KafkaPayload = "kafka.payload",
        KafkaReplay = "kafka.replay",
        KafkaRetry = "kafka.retry",
        MessageDelay = "message.delay",
        MqttBatch = "mqtt.batch",
        MqttDeadLetter = "mqtt.dead_letter",
        MqttFilter = "mqtt.filter",
        MqttQos2 = "mqtt.qos2",
        MqttRetry = "mqtt.retry",
        ObjectBatch = "object.batch",
        ObjectDeadLetter = "object.dead_letter",
        ObjectFilter = "object.filter",
        ObjectRetry = "object.retry",
        QueueAckDeadline = "queue.ack_deadline",
        QueueBatch = "queue.batch",
        QueueDeadLetter = "queue.dead_letter",
        QueueFilter = "queue.filter",
        QueueOrder = "queue.order",
        QueuePartialFailure = "queue.partial_failure",
        QueuePayload = "queue.payload",
        QueueRetry = "queue.retry",
        ScaleToZero = "scale.to_zero",
        ScheduleBothDayFields = "schedule.both_day_fields",
        ScheduleBothDaysHold = "schedule.both_days_hold",
        ScheduleInterval = "schedule.interval",
        ScheduleOverlap = "schedule.overlap",
        ScheduleRepeatedTime = "schedule.repeated_time",
        ScheduleSkippedTime = "schedule.skipped_time",
        ScheduleTimezone = "schedule.timezone",
        StoreBucket = "store.bucket",
        StoreCache = "store.cache",
        StoreOutbox = "store.outbox",
        StoreSql = "store.sql",
        StoreTable = "store.table",
        StreamAckDeadline = "stream.ack_deadline",
        StreamBatch = "stream.batch",
        StreamDeadLetter = "stream.dead_letter",
        StreamFilter = "stream.filter",
        StreamOrder = "stream.order",
        StreamPayload = "stream.payload",
        StreamReplay = "stream.replay",
        StreamRetry = "stream.retry",
        TopicAckDeadline = "topic.ack_deadline",
        TopicBatch = "topic.batch",
        TopicDeadLetter = "topic.dead_letter",
        TopicFilter = "topic.filter",
        TopicOrder = "topic.order",
        TopicPayload = "topic.payload",
        TopicReplay = "topic.replay",
        TopicRetry = "topic.retry",
        TriggerChange = "trigger.change",
        TriggerHttp = "trigger.http",
        TriggerMqtt = "trigger.mqtt",
        TriggerObject = "trigger.object",
        TriggerPlatform = "trigger.platform",
        TriggerSchedule = "trigger.schedule",
        TriggerWebhook = "trigger.webhook",
        TriggerWebsocket = "trigger.websocket",
        WebsocketHmac = "websocket.hmac",
    }
}

words! {
    /// Whether this version emits something.
    pub enum EmissionStatus {
        /// It does.
        Emitted = "emitted",
        /// Not yet.
        NotYet = "not-yet",
    }
}

row! {
    "capabilities";
    /// What one host can do about one capability.
    pub struct CapabilityRow {
        /// `host/capability`; `host/*` stands for every capability without a row of its own.
        pub id: String,
        /// How well.
        pub level: Level,
        /// By what.
        pub how: String,
        /// What else could be done.
        #[serde(default)]
        pub alternatives: Vec<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "coverage";
    /// Whether one target of this version emits one subject.
    pub struct Coverage {
        /// `target/subject`; `target/*` stands for every subject without a row of its own.
        pub id: String,
        /// Whether it does.
        pub status: EmissionStatus,
        /// The version from which it does.
        #[serde(default)]
        pub since: Option<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}
