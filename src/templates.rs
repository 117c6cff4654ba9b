//! The briefs that come with the program: the presets, the demo. Texts only.

/// A brief with a name.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// The name to ask for: `dynamo-cart`.
    pub name: &'static str,
    /// One line on what it is.
    pub about: &'static str,
    /// The brief.
    pub text: &'static str,
}

macro_rules! presets {
    ($($name:literal, $about:literal;)+) => {
        &[$(Preset { name: $name, about: $about, text: include_str!(concat!("../templates/presets/", $name, ".brief.toml")) }),+]
    };
}

/// Published systems as briefs, figures with their sources.
pub static PRESETS: &[Preset] = presets![
    "dynamo-cart", "Dynamo's shopping cart: leaderless, sloppy quorum 3/2/2, versions merged by the application";
    "etcd-raft-5", "A configuration store on five Raft voters, one per failure domain";
    "pg-quorum-commit", "PostgreSQL with quorum commit: one primary, two standbys, ANY 1";
    "spanner-f1", "F1 on Spanner: five voters on two coasts, TrueTime, commit wait";
    "kafka-isr", "A Kafka topic with three copies, two in sync, acks=all";
    "crdb-multiregion", "CockroachDB over three regions, set to survive the loss of one";
    "redis-sentinel", "Redis with Sentinel as shipped: asynchronous, can lose acknowledged writes";
    "ddb-global-tables", "DynamoDB global tables: every region writes, the last writer wins";
    "cassandra", "Cassandra in two datacentres, LOCAL_QUORUM, last write wins";
];

/// The brief that the demo walks through; one deliberate mistake.
pub static DEMO: &str = include_str!("../templates/demo.brief.toml");

/// The preset of that name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|p| p.name == name)
}
