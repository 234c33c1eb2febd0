//! What edges need of a host: the actions, roles or rules, on what, and who gets them.

words! {
    /// Whose words a grant is in; a cluster has the same whatever runs functions on it.
    pub enum GrantHost {
        /// Actions of AWS.
        Aws = "aws",
        /// Roles of Azure.
        Azure = "azure",
        /// Roles of Google Cloud.
        Gcp = "gcp",
        /// Objects of a cluster.
        Kubernetes = "kubernetes",
    }
}

words! {
    /// What an edge, a trigger or a key of a function needs of its host.
    #[allow(missing_docs)] // each variant is its word
    pub enum Need {
        CallFunction = "call.function",
        DecryptKey = "decrypt.key",
        EncryptKey = "encrypt.key",
        GiveUpBus = "give_up.bus",
        GiveUpKafka = "give_up.kafka",
        GiveUpQueue = "give_up.queue",
        GiveUpStream = "give_up.stream",
        GiveUpTopic = "give_up.topic",
        HoldLogs = "hold.logs",
        HoldNetwork = "hold.network",
        HoldTraces = "hold.traces",
        ReadBucket = "read.bucket",
        ReadCache = "read.cache",
        ReadParameter = "read.parameter",
        ReadSecret = "read.secret",
        ReadSql = "read.sql",
        ReadTable = "read.table",
        ReceiveBus = "receive.bus",
        ReceiveKafka = "receive.kafka",
        ReceiveQueue = "receive.queue",
        ReceiveStream = "receive.stream",
        ReceiveTopic = "receive.topic",
        SendBus = "send.bus",
        SendKafka = "send.kafka",
        SendQueue = "send.queue",
        SendStream = "send.stream",
        SendTopic = "send.topic",
        StartHttp = "start.http",
        StartMqtt = "start.mqtt",
        StartOutside = "start.outside",
        StartPlatform = "start.platform",
        StartSchedule = "start.schedule",
        StartWebhook = "start.webhook",
        StartWebsocket = "start.websocket",
        WatchBucket = "watch.bucket",
        WatchTable = "watch.table",
        WriteBucket = "write.bucket",
        WriteCache = "write.cache",
        WriteSql = "write.sql",
        WriteTable = "write.table",
    }
}

words! {
    /// When a statement is needed at all.
    pub enum GrantCase {
        /// Of a function that speaks the portable contract: its bridge does it.
        Portable = "portable",
        /// Where Kafka knows the function by its identity (`kafka: { auth: iam }`).
        Iam = "iam",
        /// Where Kafka is a cluster of the host's own (`kafka: { cluster }`).
        Managed = "managed",
    }
}

words! {
    /// What may stand in `{}` in a statement.
    #[allow(missing_docs)] // each variant is its word
    pub enum GrantPlace {
        Agent = "agent",
        Bucket = "bucket",
        Bus = "bus",
        Cluster = "cluster",
        Container = "container",
        Database = "database",
        Function = "function",
        Gateway = "gateway",
        Group = "group",
        Hub = "hub",
        Index = "index",
        Key = "key",
        LogGroup = "log_group",
        Parameter = "parameter",
        Prefix = "prefix",
        Principal = "principal",
        Project = "project",
        Queue = "queue",
        Route = "route",
        Schedule = "schedule",
        Secret = "secret",
        Storage = "storage",
        Stream = "stream",
        Subscription = "subscription",
        Table = "table",
        Topic = "topic",
    }
}

/// One test of a statement's condition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantTest {
    /// The operator (`ArnEquals`).
    pub test: String,
    /// What is tested (`aws:SourceArn`).
    pub key: String,
    /// Against what; `{…}` is filled in.
    pub value: String,
}

/// One statement: who may do what on what.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(any(test, faasc_schema), derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantStatement {
    /// Actions, roles or rules in the host's words.
    pub may: Vec<String>,
    /// On what; `{…}` is filled in, and a line with `{index}` stands once for each index.
    pub on: Vec<String>,
    /// All must hold; one whose `{…}` has no value is left out.
    #[serde(default)]
    pub when: Vec<GrantTest>,
    /// Who gets it; absent: the function's own identity.
    #[serde(default)]
    pub to: Option<String>,
    /// Whether it takes away instead: the host needs the permission, the function's code does not.
    #[serde(default)]
    pub denies: bool,
    /// When it is needed; absent: always.
    #[serde(default)]
    pub only: Option<GrantCase>,
    /// Why it is no narrower; required where it covers everything of its kind.
    #[serde(default)]
    pub wide: Option<String>,
}

row! {
    "grants";
    /// What one host must allow for one need.
    pub struct GrantRow {
        /// `host/need`; `host/*` stands for every need without a row of its own.
        pub id: String,
        /// What is allowed; empty where the host has no permission for it.
        #[serde(default)]
        pub statements: Vec<GrantStatement>,
        /// What stands in place of a permission where there is none.
        #[serde(default)]
        pub instead: Option<String>,
        /// What else must be known.
        #[serde(default)]
        pub note: Option<String>,
    }
}

row! {
    "unscoped_actions";
    /// The actions of one service of AWS that take no resource: for them alone `*` is the narrowest.
    pub struct UnscopedActions {
        /// The service's prefix (`rekognition`).
        pub id: String,
        /// Their names without the prefix.
        #[serde(default)]
        pub actions: Vec<String>,
    }
}

row! {
    "broad_roles";
    /// A role that allows far more than any edge needs.
    pub struct BroadRole {
        /// `host/role`, in lower case.
        pub id: String,
        /// What it allows.
        pub allows: String,
        /// What to write instead.
        pub instead: String,
    }
}
