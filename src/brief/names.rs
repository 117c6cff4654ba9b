//! Names of entities: every text is kept once, for as long as the program runs, so that a name is copied and compared as an
//! address. Figures and findings name their entities thousands of times at each keystroke.
//!
//! Nothing is ever given back. A file holds at most some ten thousand names of at most 64 characters, and a session meets
//! few others, so that costs less than counting who still holds which.

use std::borrow::Borrow;
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The name of an entity.
#[derive(Clone, Eq)]
pub struct Id(&'static Name);

/// A text in the one place where it is kept. The set of all names tells them apart by their letters.
#[derive(PartialEq, Eq, Hash)]
struct Name(Box<str>);

impl Borrow<str> for &'static Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

static NAMES: LazyLock<Mutex<HashSet<&'static Name, foldhash::fast::RandomState>>> = LazyLock::new(Mutex::default);

impl Id {
    /// The name of that text.
    fn of(text: &str) -> Self {
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        Self(names.get(text).copied().unwrap_or_else(|| {
            let name: &'static Name = Box::leak(Box::new(Name(text.into())));
            names.insert(name);
            name
        }))
    }

    /// Where the text is kept: differs for every name, and is the same for the same.
    #[inline]
    pub fn address(&self) -> usize {
        std::ptr::from_ref(self.0).addr()
    }

    /// The text, for as long as the program runs.
    #[inline]
    pub fn text(&self) -> &'static str {
        &self.0.0
    }
}

impl PartialEq for Id {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Hash for Id {
    /// As its text, so that maps by names are searched with plain texts too.
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.0.hash(state);
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Id {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.0.cmp(&other.0.0)
    }
}

impl Deref for Id {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        &self.0.0
    }
}
impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        self
    }
}
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        self
    }
}
impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self::of(text)
    }
}
impl From<String> for Id {
    fn from(text: String) -> Self {
        Self::of(&text)
    }
}
impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_the_same_name_wherever_it_comes_from() {
        let (a, b, c) = (Id::from("orders"), Id::from(String::from("orders")), Id::from("order"));
        assert!(a == b && a.address() == b.address(), "one text, two places");
        assert!(a != c && a.address() != c.address());
        assert_eq!((&*a, a.to_string().as_str(), a.text()), ("orders", "orders", "orders"));
        assert!(c < a, "names are ordered as texts");
    }

    #[test]
    fn a_map_by_names_is_searched_with_plain_texts() {
        let map: std::collections::HashMap<Id, u8> = [(Id::from("a"), 1), (Id::from("b"), 2)].into();
        assert_eq!((map.get("b"), map.get(&Id::from("a")), map.get("c")), (Some(&2), Some(&1), None));
    }

    #[test]
    fn threads_agree_on_names() {
        let all: Vec<Vec<usize>> = std::thread::scope(|s| {
            let work = || s.spawn(|| (0..200).map(|i| Id::from(format!("thread-name-{i}")).address()).collect());
            let running: Vec<_> = (0..4).map(|_| work()).collect();
            running.into_iter().map(|r| r.join().unwrap()).collect()
        });
        assert!(all.iter().all(|one| *one == all[0]));
    }
}
