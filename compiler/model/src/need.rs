//! What the edges to a node need of its host.

use faasc_facts::Need;

use crate::{Event, Store, StoreKind, TriggerKind, Via};

impl Event {
    /// What a sender needs.
    #[must_use]
    pub const fn need_to_send(&self) -> Need {
        match self.via.value {
            Via::Kafka => Need::SendKafka,
            Via::Queue => Need::SendQueue,
            Via::Topic => Need::SendTopic,
            Via::Stream => Need::SendStream,
            Via::Bus => Need::SendBus,
        }
    }

    /// What a consumer needs.
    #[must_use]
    pub const fn need_to_receive(&self) -> Need {
        match self.via.value {
            Via::Kafka => Need::ReceiveKafka,
            Via::Queue => Need::ReceiveQueue,
            Via::Topic => Need::ReceiveTopic,
            Via::Stream => Need::ReceiveStream,
            Via::Bus => Need::ReceiveBus,
        }
    }

    /// What is needed to send what is given up.
    #[must_use]
    pub const fn need_to_give_up(&self) -> Need {
        match self.via.value {
            Via::Kafka => Need::GiveUpKafka,
            Via::Queue => Need::GiveUpQueue,
            Via::Topic => Need::GiveUpTopic,
            Via::Stream => Need::GiveUpStream,
            Via::Bus => Need::GiveUpBus,
        }
    }
}

impl Store {
    /// What a reader needs.
    #[must_use]
    pub const fn need_to_read(&self) -> Need {
        match self.kind.value {
            StoreKind::Bucket => Need::ReadBucket,
            StoreKind::Table => Need::ReadTable,
            StoreKind::Cache => Need::ReadCache,
            StoreKind::Sql => Need::ReadSql,
        }
    }

    /// What a writer needs.
    #[must_use]
    pub const fn need_to_write(&self) -> Need {
        match self.kind.value {
            StoreKind::Bucket => Need::WriteBucket,
            StoreKind::Table => Need::WriteTable,
            StoreKind::Cache => Need::WriteCache,
            StoreKind::Sql => Need::WriteSql,
        }
    }
}

impl TriggerKind {
    /// What starting the function needs, of the kinds that watch no event or store of the spec.
    #[must_use]
    pub const fn need_to_start(&self) -> Option<Need> {
        match self {
            Self::Http(_) => Some(Need::StartHttp),
            Self::Webhook(_) => Some(Need::StartWebhook),
            Self::Schedule(_) => Some(Need::StartSchedule),
            Self::Websocket(_) => Some(Need::StartWebsocket),
            Self::Mqtt(_) => Some(Need::StartMqtt),
            Self::Platform(_) => Some(Need::StartPlatform),
            Self::Event(_) | Self::Object(_) | Self::Change(_) => None,
        }
    }
}
