//! Durability: what is lost although somebody counted on it.

use super::out::Out;
use super::rule::Rule;
use crate::brief::{DatasetDeleteSemantics, Edit, Scheme};
use crate::numbers::figure::show_ms;
use crate::numbers::{Trace, World};
use crate::rule;

rule!(
    /// Deleted items come back.
    RESURRECTION = "DUR-05" "deletes-resurrect" Warn Never,
    "deleted items can come back", resurrection
);

fn resurrection(rule: &'static Rule, w: &World<'_>, out: &mut Out<'_>) {
    for d in w.datasets() {
        let r = d.replication();
        let mut t = Trace::new();
        let Some(scheme) = t.take(r.scheme()) else { continue };
        // Only stores that repair copies against each other keep tombstones for that.
        if !matches!(scheme, Scheme::LeaderlessQuorum | Scheme::MultiLeaderLww | Scheme::MultiLeaderVc)
            || t.take(d.delete_semantics()) != Some(DatasetDeleteSemantics::Tombstone)
        {
            continue;
        }
        let (Some(repair), Some(grace)) = (t.num(r.anti_entropy_interval()), t.num(r.tombstone_grace())) else {
            continue;
        };
        if repair < grace {
            continue;
        }
        let text = format!(
            "{}: repair every {}, tombstones gone after {}: a copy that missed the delete brings the item back",
            d.at,
            show_ms(repair),
            show_ms(grace)
        );
        let shorter = crate::brief::Span::natural(grace * 0.7).to_string();
        out.add(
            rule.finding(&[&d.at], text, t)
                .because(d.at.field("replication.anti_entropy_interval"))
                .because(d.at.field("replication.tombstone_grace"))
                .fix(
                    0,
                    format!("repair every {shorter}"),
                    vec![Edit::set(d.at.field("replication.anti_entropy_interval").to_string(), shorter)],
                ),
        );
    }
}
