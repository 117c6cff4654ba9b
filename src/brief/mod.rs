//! What the user decided: typed records, units, paths, and the text they are read from. Holds no derived value.

pub mod edit;
pub mod entry;
pub mod fits;
pub mod links;
pub mod map;
pub mod migrate;
pub mod model;
pub mod names;
mod order;
pub mod path;
pub mod read;
pub mod reader;
pub mod record;
pub mod refs;
pub mod rewrite;
pub mod scalars;
pub mod schema;
pub mod sums;
pub mod units;

pub use edit::{Edit, apply, unresolved};
pub use fits::misfits;
pub use map::{Map, Notes, Rows, is_id, to_id};
pub use migrate::{Migrated, migrate};
pub use model::*;
pub use names::Id;
pub use path::{Path, field_at};
pub use read::read;
pub use reader::Problem;
pub use record::{Field, Need, Ty};

pub use rewrite::rewrite;
pub use scalars::{Date, Or, Shares};
pub use schema::json_schema;
pub use units::{Bandwidth, Drift, Fraction, Growth, Money, Rate, Size, Span, split_number};

/// A value of any field, as TOML knows it.
pub type Value = toml::Value;
