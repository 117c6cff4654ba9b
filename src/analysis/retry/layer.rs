//! What one layer really does: attempts as products count them, capped by peers, multiplied by hedges and redelivery.

use crate::analysis::{Result, checks};

/// A setting of a product and what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convention {
    /// The product.
    pub product: &'static str,
    /// The name of its setting.
    pub setting: &'static str,
    /// Whether the number includes the first try: false means attempts = setting + 1.
    pub counts_first: bool,
    /// Most attempts that it makes whatever the setting says.
    pub ceiling: Option<u32>,
}

/// Settings that are mixed up most often. Source: the reference pages of the products.
pub const CONVENTIONS: &[Convention] = &[
    Convention { product: "haproxy", setting: "retries", counts_first: false, ceiling: None },
    Convention { product: "envoy", setting: "num_retries", counts_first: false, ceiling: None },
    Convention { product: "istio", setting: "attempts", counts_first: false, ceiling: None },
    Convention { product: "nginx", setting: "proxy_next_upstream_tries", counts_first: true, ceiling: None },
    Convention { product: "grpc", setting: "maxAttempts", counts_first: true, ceiling: Some(5) },
    Convention { product: "resilience4j", setting: "maxAttempts", counts_first: true, ceiling: None },
    Convention { product: "aws_sdk", setting: "max_attempts", counts_first: true, ceiling: None },
    Convention { product: "polly", setting: "MaxRetryAttempts", counts_first: false, ceiling: None },
    Convention { product: "kafka_producer", setting: "retries", counts_first: false, ceiling: None },
];

/// Attempts that a setting of a product means; `None` for a product that is not listed.
pub fn attempts_of(product: &str, setting: u32) -> Option<u32> {
    let c = CONVENTIONS.iter().find(|c| c.product == product)?;
    let attempts = if c.counts_first { setting.max(1) } else { setting.saturating_add(1) };
    Some(c.ceiling.map_or(attempts, |most| attempts.min(most)))
}

/// What a layer is configured to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    /// Attempts, the first included.
    pub attempts: u32,
    /// Distinct backends that one request may try, where each is tried once; `None` without such a limit.
    pub peers: Option<u32>,
    /// Extra requests that hedging sends beside each attempt.
    pub hedges: u32,
    /// Deliveries of a message by a queue in front, the first included; 1 without a queue.
    pub deliveries: u32,
}

/// Calls that the layer can make for one request: `min(attempts, peers) x (1 + hedges) x deliveries`.
pub fn worst_calls(layer: &Layer) -> Result<u32> {
    checks::at_least_one("the attempts", layer.attempts)?;
    checks::at_least_one("the deliveries of the queue", layer.deliveries)?;
    let mut attempts = layer.attempts;
    if let Some(peers) = layer.peers {
        attempts = attempts.min(checks::at_least_one("the peers", peers)?);
    }
    Ok(attempts.saturating_mul(layer.hedges.saturating_add(1)).saturating_mul(layer.deliveries))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_retries_are_four_attempts_where_the_first_is_not_counted() {
        assert_eq!(attempts_of("haproxy", 3), Some(4));
        assert_eq!(attempts_of("resilience4j", 3), Some(3));
        assert_eq!(attempts_of("grpc", 9), Some(5));
        assert_eq!(attempts_of("envoy", u32::MAX), Some(u32::MAX));
        assert_eq!(attempts_of("nobody", 3), None);
    }

    #[test]
    fn peers_cap_and_hedges_multiply() {
        let plain = Layer { attempts: 3, peers: None, hedges: 0, deliveries: 1 };
        assert_eq!(worst_calls(&plain).unwrap(), 3);
        assert_eq!(worst_calls(&Layer { peers: Some(2), ..plain }).unwrap(), 2);
        assert_eq!(worst_calls(&Layer { hedges: 1, deliveries: 5, ..plain }).unwrap(), 30);
        assert_eq!(worst_calls(&Layer { hedges: u32::MAX, ..plain }).unwrap(), u32::MAX);
        assert!(worst_calls(&Layer { peers: Some(0), ..plain }).is_err());
        assert!(worst_calls(&Layer { attempts: 0, ..plain }).is_err());
    }
}
