//! What today is, for the rules that look at dates: `--as-of`, else `SOURCE_DATE_EPOCH`, else the clock, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Context;
use super::error::Failure;
use crate::brief::Date;

const DAY_S: i64 = 86_400;

impl Context {
    /// Today.
    pub fn today(&self) -> Result<Date, Failure> {
        if let Some(text) = &self.as_of {
            return text.parse().map_err(|why: String| Failure::new(format_args!("--as-of: {why}")));
        }
        match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) if !text.is_empty() => match text.parse::<i64>() {
                Ok(seconds) => Ok(Date::from_days(seconds.div_euclid(DAY_S))),
                Err(_) => Err(Failure::new(format_args!(
                    "SOURCE_DATE_EPOCH is \"{text}\": expected whole seconds since 1970-01-01"
                ))),
            },
            _ => {
                let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
                Ok(Date::from_days(i64::try_from(seconds).unwrap_or(0) / DAY_S))
            }
        }
    }
}
