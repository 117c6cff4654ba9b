//! What makes a record: its fields as data, and reading, writing and reaching them by name. The `record!` macro turns one
//! declaration into the typed struct, its field table and its defaults, so that help, schema, paths and export follow from it.

use super::Value;
use super::reader::{Node, Reader, describe, did_you_mean};

/// How much a brief needs a field (domain terms: an honest brief states every H).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Has to be stated, skipped as not applicable, or waived.
    H,
    /// The default is accepted and listed under assumptions.
    D,
    /// Optional.
    O,
}

/// One field of a record: everything that help, schema, entry and export need to know about it.
#[derive(Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// One line on what it means.
    pub doc: &'static str,
    /// How much a brief needs it.
    pub need: Need,
    /// When `need` is H only under a condition, the condition in words.
    pub when: &'static str,
    /// Smallest value in base units, or smallest length.
    pub lo: f64,
    /// Largest value in base units, or largest length.
    pub hi: f64,
    /// What the numbers use when it is unstated: a value, or the words for one; "-" when nothing can be assumed.
    pub unstated: &'static str,
    /// What is to be said of that: on what it depends, or what follows while nobody states it.
    pub remark: &'static str,
    /// The default as a TOML value where it does not depend on anything else; empty otherwise.
    pub default: &'static str,
    /// The friendlier value offered beside the entry, with its source.
    pub suggested: &'static str,
    /// Its type.
    pub ty: fn() -> Ty,
}

impl Field {
    /// What the numbers use when it is unstated; empty when nothing can be assumed.
    pub fn used(&self) -> &'static str {
        if self.unstated == "-" { "" } else { self.unstated }
    }

    /// The same with its remark, for help; nothing when there is nothing to say.
    pub fn when_unstated(&self) -> Option<String> {
        match (self.used(), self.remark) {
            ("", "") => None,
            ("", remark) => Some(format!("nothing; {remark}")),
            (used, "") => Some(used.to_owned()),
            (used, remark) => Some(format!("{used}; {remark}")),
        }
    }
}

/// The type of a field, for pickers, schema and errors.
#[derive(Debug, Clone)]
pub enum Ty {
    /// Free text; `lo..hi` bound its length.
    Text,
    /// A whole number.
    Int,
    /// A real number.
    Number,
    /// true or false.
    Bool,
    /// A calendar date.
    Date,
    /// An RFC 3339 date and time.
    DateTime,
    /// A number with a unit: name, example, suffixes, whether a bare number is one.
    Quantity { name: &'static str, example: &'static str, units: Vec<&'static str>, bare: bool },
    /// One of these words.
    Words(&'static [&'static str]),
    /// The id of an entity of one of these kinds.
    Id(&'static [&'static str]),
    /// Free text with a fixed form: its name and an example.
    Form { name: &'static str, example: &'static str },
    /// A list.
    List(Box<Ty>),
    /// The first type or the second.
    Either(Box<Ty>, Box<Ty>),
    /// A table with fixed keys.
    Record(&'static [Field]),
    /// A table of entities named by id.
    Map(&'static [Field]),
    /// A table from names to values.
    Shares(Box<Ty>),
}

impl Ty {
    /// The type in the words of an error or a help line.
    pub fn words(&self) -> String {
        match self {
            Ty::Text => "text".to_owned(),
            Ty::Int => "a whole number".to_owned(),
            Ty::Number => "a number".to_owned(),
            Ty::Bool => "true or false".to_owned(),
            Ty::Date => "a date such as 2026-11-24".to_owned(),
            Ty::DateTime => "a date and time such as 2026-11-24T10:00:00Z".to_owned(),
            Ty::Quantity { name, example, units, .. } => {
                let units: Vec<_> = units.iter().map(|u| if u.is_empty() { "bare" } else { u }).collect();
                format!("{name} such as \"{example}\" ({})", units.join(", "))
            }
            Ty::Words([only]) => format!("\"{only}\""),
            Ty::Words(words) => format!("one of {}", words.join(", ")),
            Ty::Id(kinds) => format!("the id of a {}", kinds.join(" or ")),
            Ty::Form { name, example } => format!("{name} such as \"{example}\""),
            Ty::List(of) => format!("a list of: {}", of.words()),
            Ty::Either(a, b) => format!("{}, or {}", a.words(), b.words()),
            Ty::Record(fields) => {
                format!("a table with {}", fields.iter().map(|f| f.name).collect::<Vec<_>>().join(", "))
            }
            Ty::Map(_) => "a table of entities".to_owned(),
            Ty::Shares(of) => format!("a table from names to {}", of.words()),
        }
    }

    /// The fields of the table that may stand here, also where a word may stand in its place.
    pub fn fields(&self) -> Option<&'static [Field]> {
        match self {
            Ty::Record(fields) => Some(fields),
            Ty::Either(a, b) => a.fields().or_else(|| b.fields()),
            _ => None,
        }
    }
}

/// A type that a field can have.
pub trait FieldValue: Clone + std::fmt::Debug + PartialEq + 'static {
    /// Its description.
    fn ty() -> Ty;
    /// Reads it; on failure notes a problem and returns nothing.
    fn read(node: &Node<'_>, field: &Field, reader: &mut Reader) -> Option<Self>;
    /// It as a TOML value.
    fn value(&self) -> Value;
    /// Its fields (records only).
    fn enter(&self) -> Option<&dyn Fields> {
        None
    }
    /// The same, to change something in it.
    fn enter_mut(&mut self) -> Option<&mut dyn Fields> {
        None
    }
    /// An empty one, where a table may be created by naming a field of it (records only).
    fn empty() -> Option<Self> {
        None
    }
}

/// What stands below a place.
pub enum Inside<'a> {
    /// Nothing that a path can name.
    Leaf,
    /// The fields of a record.
    Fields(&'a dyn Fields),
    /// Entities by name.
    Entities(&'a dyn Entities),
}

/// The same, to change something there.
pub enum InsideMut<'a> {
    /// Nothing that a path can name.
    Leaf,
    /// The fields of a record.
    Fields(&'a mut dyn Fields),
    /// Entities by name.
    Entities(&'a mut dyn Entities),
}

/// A place in the brief that a path can name. There are hundreds of types of places, so what can be said once, for all of
/// them, stands below as methods of `dyn Slot`: the compiler then makes it once.
pub trait Slot {
    /// Whether something stands there.
    fn is_set(&self) -> bool;
    /// Takes away what stands there.
    fn clear(&mut self);
    /// Reads a node into it; keeps the old value when the node is wrong.
    fn read_into(&mut self, node: &Node<'_>, field: &Field, reader: &mut Reader);
    /// What stands there.
    fn value(&self) -> Option<Value>;
    /// What stands below it.
    fn inside(&self) -> Inside<'_> {
        Inside::Leaf
    }
    /// The same, to change something there; creates an empty table when asked.
    fn inside_mut(&mut self, _create: bool) -> InsideMut<'_> {
        InsideMut::Leaf
    }
}

/// The fields of one record.
pub trait Fields {
    /// What they are, in file order.
    fn table(&self) -> &'static [Field];
    /// Field `i` as a place.
    fn slot(&self, i: usize) -> &dyn Slot;
    /// Field `i` as a place to change.
    fn slot_mut(&mut self, i: usize) -> &mut dyn Slot;
}

/// Entities by name, in file order.
pub trait Entities {
    /// Their ids; nothing where the names are no ids.
    fn ids(&self) -> Option<&super::map::Ids>;
    /// The position of one.
    fn find(&self, key: &str) -> Option<usize>;
    /// The one at a position.
    fn nth(&self, i: usize) -> &dyn Slot;
    /// The same, to change it.
    fn nth_mut(&mut self, i: usize) -> &mut dyn Slot;
    /// Adds an empty one of that name at the end; nothing when that is no name.
    fn create(&mut self, key: &str) -> Option<usize>;
    /// Takes away the one at a position.
    fn remove_at(&mut self, i: usize);
    /// Moves the one at a position to another.
    fn shift(&mut self, from: usize, to: usize);
    /// Gives the one at a position another name; false when that cannot be.
    fn rename_at(&mut self, i: usize, to: &str) -> bool;
}

impl dyn Slot + '_ {
    /// One step down.
    pub fn child(&self, key: &str) -> Option<&dyn Slot> {
        match self.inside() {
            Inside::Leaf => None,
            Inside::Fields(record) => Some(record.slot(place(record.table(), key)?)),
            Inside::Entities(all) => Some(all.nth(all.find(key)?)),
        }
    }
    /// One step down, creating tables on the way when asked.
    pub fn child_mut(&mut self, key: &str, create: bool) -> Option<&mut dyn Slot> {
        match self.inside_mut(create) {
            InsideMut::Leaf => None,
            InsideMut::Fields(record) => {
                let i = place(record.table(), key)?;
                Some(record.slot_mut(i))
            }
            InsideMut::Entities(all) => {
                let i = match all.find(key) {
                    Some(i) => i,
                    None if create => all.create(key)?,
                    None => return None,
                };
                Some(all.nth_mut(i))
            }
        }
    }
    /// One step down, by the place of the field in its table (records only).
    pub fn at(&self, field: usize) -> Option<&dyn Slot> {
        match self.inside() {
            Inside::Fields(record) => Some(record.slot(field)),
            _ => None,
        }
    }
    /// The entities of a map, in file order.
    pub fn entities(&self) -> impl Iterator<Item = (&super::Id, &dyn Slot)> {
        let all = match self.inside() {
            Inside::Entities(all) => Some(all),
            _ => None,
        };
        let named = all.and_then(|all| Some((all, all.ids()?)));
        named.into_iter().flat_map(|(all, ids)| ids.iter().enumerate().map(move |(i, id)| (id, all.nth(i))))
    }
    fn map(&mut self) -> Option<&mut dyn Entities> {
        match self.inside_mut(false) {
            InsideMut::Entities(all) => Some(all),
            _ => None,
        }
    }
    /// Removes an entity of a map; false when there is none.
    pub fn remove(&mut self, key: &str) -> bool {
        let Some(all) = self.map() else { return false };
        all.find(key).is_some_and(|i| {
            all.remove_at(i);
            true
        })
    }
    /// Gives an entity of a map another name at the same place; false when that cannot be.
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        let Some(all) = self.map() else { return false };
        all.find(to).is_none() && all.find(from).is_some_and(|i| all.rename_at(i, to))
    }
    /// Moves an entity of a map to a position (used to undo a removal).
    pub fn reposition(&mut self, key: &str, index: usize) {
        let Some(all) = self.map() else { return };
        if let Some(i) = all.find(key) {
            all.shift(i, index);
        }
    }
    /// The position of an entity in its map.
    pub fn position(&self, key: &str) -> Option<usize> {
        match self.inside() {
            Inside::Entities(all) => all.find(key),
            _ => None,
        }
    }
}

/// The place of a field in its table.
fn place(table: &[Field], key: &str) -> Option<usize> {
    table.iter().position(|f| f.name == key)
}

impl<T: FieldValue> Slot for Option<T> {
    fn is_set(&self) -> bool {
        self.is_some()
    }
    fn clear(&mut self) {
        *self = None;
    }
    fn read_into(&mut self, node: &Node<'_>, field: &Field, reader: &mut Reader) {
        if let Some(value) = T::read(node, field, reader) {
            *self = Some(value);
        }
    }
    fn value(&self) -> Option<Value> {
        self.as_ref().map(FieldValue::value)
    }
    fn inside(&self) -> Inside<'_> {
        self.as_ref().and_then(FieldValue::enter).map_or(Inside::Leaf, Inside::Fields)
    }
    fn inside_mut(&mut self, create: bool) -> InsideMut<'_> {
        if self.is_none() && create {
            *self = T::empty();
        }
        self.as_mut().and_then(FieldValue::enter_mut).map_or(InsideMut::Leaf, InsideMut::Fields)
    }
}

/// A record: a table with fixed keys.
pub trait Record: Fields + Default + Clone + std::fmt::Debug + PartialEq + 'static {
    /// Its fields, in file order.
    fn fields() -> &'static [Field];
    /// The values used when a field is unstated and its default depends on nothing else.
    fn defaults() -> &'static Self;
}

/// Reads a table into a record: each known key into its field, each unknown key a problem. False when it is no table.
pub fn read_record(into: &mut dyn Fields, node: &Node<'_>, reader: &mut Reader) -> bool {
    let fields = into.table();
    let Some(table) = node.get_ref().as_table() else {
        reader.wrong(node.span(), describe(node), Ty::Record(fields).words(), None);
        return false;
    };
    for (key, value) in table {
        let name: &str = key.get_ref();
        if let Some(i) = place(fields, name) {
            reader.within(name, |r| into.slot_mut(i).read_into(value, &fields[i], r));
        } else {
            let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
            let help =
                did_you_mean(name, names.iter().copied()).or_else(|| Some(format!("known here: {}", names.join(", "))));
            let span = key.span();
            reader.within(name, |r| r.wrong(span, "a key that is not known", "a key of this table", help));
        }
    }
    true
}

/// A record as a TOML table, fields in order, unset ones left out.
pub fn record_value(record: &dyn Fields) -> Value {
    let mut table = toml::Table::new();
    for (i, field) in record.table().iter().enumerate() {
        if let Some(value) = record.slot(i).value() {
            table.insert(field.name.to_owned(), value);
        }
    }
    Value::Table(table)
}

/// Reads the machine-readable defaults of a record into it; called once per record.
pub fn read_defaults(record: &mut dyn Fields) {
    for (i, field) in record.table().iter().enumerate() {
        if !field.default.is_empty() {
            let text = format!("v = {}", field.default);
            if let Ok(table) = toml::de::DeTable::parse(&text)
                && let Some((_, node)) = table.get_ref().iter().next()
            {
                record.slot_mut(i).read_into(node, field, &mut Reader::default());
            }
        }
    }
}

/// Declares a record. Each field: docs, `name: Type = NEED`, then optionally `when "..."`, `range (lo, hi)`,
/// `unstated "..."`, `remark "..."`, `default "toml"`, `suggest "..."`.
#[macro_export]
macro_rules! record {
    ($(#[doc = $rdoc:literal])+ $Name:ident {
        $( $(#[doc = $doc:literal])* $field:ident : $ty:ty = $need:ident
           $(when $when:literal)? $(range ($lo:expr, $hi:expr))? $(unstated $un:literal)? $(remark $rm:literal)? $(default $def:literal)? $(suggest $sg:literal)? ; )*
    } $( tables { $( $(#[doc = $mdoc:literal])* $map:ident : $mty:ty ; )* } )? ) => {
        $(#[doc = $rdoc])+
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $Name {
            $( $(#[doc = $doc])* pub $field: Option<$ty>, )*
            $( $( $(#[doc = $mdoc])* pub $map: $mty, )* )?
        }

        impl $crate::brief::record::Record for $Name {
            fn fields() -> &'static [$crate::brief::record::Field] {
                static FIELDS: &[$crate::brief::record::Field] = &[
                    $( $crate::brief::record::Field {
                        name: $crate::brief::record::plain(stringify!($field)),
                        doc: concat!("" $(, $doc)*),
                        need: $crate::brief::record::Need::$need,
                        when: concat!("" $(, $when)?),
                        lo: $crate::record!(@or f64::NEG_INFINITY $(, $lo)?),
                        hi: $crate::record!(@or f64::INFINITY $(, $hi)?),
                        unstated: $crate::record!(@or "-" $(, $un)?),
                        remark: concat!("" $(, $rm)?),
                        default: concat!("" $(, $def)?),
                        suggested: concat!("" $(, $sg)?),
                        ty: <$ty as $crate::brief::record::FieldValue>::ty,
                    }, )*
                    $( $( $crate::brief::record::Field {
                        name: $crate::brief::record::plain(stringify!($map)),
                        doc: concat!("" $(, $mdoc)*),
                        need: $crate::brief::record::Need::O,
                        when: "",
                        lo: f64::NEG_INFINITY,
                        hi: f64::INFINITY,
                        unstated: "-",
                        remark: "",
                        default: "",
                        suggested: "",
                        ty: <$mty>::ty,
                    }, )* )?
                ];
                FIELDS
            }
            fn defaults() -> &'static Self {
                static DEFAULTS: std::sync::LazyLock<$Name> = std::sync::LazyLock::new(|| {
                    let mut record = $Name::default();
                    $crate::brief::record::read_defaults(&mut record);
                    record
                });
                &DEFAULTS
            }
        }

        impl $crate::brief::record::Fields for $Name {
            fn table(&self) -> &'static [$crate::brief::record::Field] {
                <Self as $crate::brief::record::Record>::fields()
            }
            fn slot(&self, i: usize) -> &dyn $crate::brief::record::Slot {
                let mut at = 0;
                $( if at == i { return &self.$field; } at += 1; )*
                $( $( if at == i { return &self.$map; } at += 1; )* )?
                unreachable!("field {i} of {at}")
            }
            fn slot_mut(&mut self, i: usize) -> &mut dyn $crate::brief::record::Slot {
                let mut at = 0;
                $( if at == i { return &mut self.$field; } at += 1; )*
                $( $( if at == i { return &mut self.$map; } at += 1; )* )?
                unreachable!("field {i} of {at}")
            }
        }

        impl $crate::brief::record::Slot for $Name {
            fn is_set(&self) -> bool { true }
            fn clear(&mut self) { *self = Self::default(); }
            fn read_into(&mut self, node: &$crate::brief::reader::Node<'_>, _: &$crate::brief::record::Field, reader: &mut $crate::brief::reader::Reader) {
                $crate::brief::record::read_record(self, node, reader);
            }
            fn value(&self) -> Option<$crate::brief::Value> { Some($crate::brief::record::record_value(self)) }
            fn inside(&self) -> $crate::brief::record::Inside<'_> { $crate::brief::record::Inside::Fields(self) }
            fn inside_mut(&mut self, _: bool) -> $crate::brief::record::InsideMut<'_> { $crate::brief::record::InsideMut::Fields(self) }
        }

        impl $crate::brief::record::FieldValue for $Name {
            fn ty() -> $crate::brief::record::Ty {
                $crate::brief::record::Ty::Record(<$Name as $crate::brief::record::Record>::fields())
            }
            fn read(node: &$crate::brief::reader::Node<'_>, _: &$crate::brief::record::Field, reader: &mut $crate::brief::reader::Reader) -> Option<Self> {
                let mut record = Self::default();
                $crate::brief::record::read_record(&mut record, node, reader).then_some(record)
            }
            fn value(&self) -> $crate::brief::Value { $crate::brief::record::record_value(self) }
            fn enter(&self) -> Option<&dyn $crate::brief::record::Fields> { Some(self) }
            fn enter_mut(&mut self) -> Option<&mut dyn $crate::brief::record::Fields> { Some(self) }
            fn empty() -> Option<Self> { Some(Self::default()) }
        }
    };
    (@or $default:expr) => { $default };
    (@or $default:expr, $given:expr) => { $given };
}

/// The place of a word among the words of an enumeration; else what was expected.
pub fn word_at(words: &[&str], word: &str) -> Result<usize, String> {
    words.iter().position(|w| *w == word).ok_or_else(|| format!("one of {}", words.join(", ")))
}

/// A word of the file as it reads in a sentence: `zone loss` for `zone_loss`.
pub fn in_prose(word: &str) -> String {
    word.replace('_', " ")
}

/// A field name without the `r#` that Rust keywords need.
pub const fn plain(name: &'static str) -> &'static str {
    let bytes = name.as_bytes();
    if bytes.len() > 2 && bytes[0] == b'r' && bytes[1] == b'#' { name.split_at(2).1 } else { name }
}

/// Declares an enumeration whose values are words of the file.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])* $Name:ident { $( $(#[doc = $vdoc:literal])* $Variant:ident = $word:literal ),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name { $( $(#[doc = $vdoc])* #[doc = concat!("`", $word, "`")] $Variant ),+ }

        impl $Name {
            /// Every value, in the order of the file format.
            pub const ALL: &'static [$Name] = &[ $( $Name::$Variant ),+ ];
            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[ $( $word ),+ ];
            /// The word in the file.
            pub const fn word(self) -> &'static str {
                match self { $( $Name::$Variant => $word ),+ }
            }
            /// The word as it reads in a sentence.
            pub fn in_prose(self) -> String {
                $crate::brief::record::in_prose(self.word())
            }
        }
        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.word()) }
        }
        impl std::str::FromStr for $Name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                $crate::brief::record::word_at(Self::WORDS, s).map(|i| Self::ALL[i])
            }
        }
        impl $crate::brief::record::FieldValue for $Name {
            fn ty() -> $crate::brief::record::Ty { $crate::brief::record::Ty::Words(Self::WORDS) }
            fn read(node: &$crate::brief::reader::Node<'_>, _: &$crate::brief::record::Field, reader: &mut $crate::brief::reader::Reader) -> Option<Self> {
                $crate::brief::scalars::read_word(node, Self::WORDS, reader).map(|i| Self::ALL[i])
            }
            fn value(&self) -> $crate::brief::Value { $crate::brief::Value::String(self.word().to_owned()) }
        }
    };
}
