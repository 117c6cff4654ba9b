//! The command line of the calculators, made from their records: one subcommand each.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::flag::Need;
use super::{CALCULATORS, Calculator};

/// What was typed after `calc`.
#[derive(Debug, Clone, Default)]
pub struct Args {
    /// Which calculator; none lists them.
    pub calculator: Option<&'static Calculator>,
    /// Flags and their text.
    pub values: Vec<(String, String)>,
    /// One JSON document.
    pub json: bool,
}

fn json_flag() -> Arg {
    Arg::new("json").long("json").action(ArgAction::SetTrue).help("Print one JSON document instead of a table")
}

fn command_of(c: &'static Calculator) -> Command {
    let mut command = Command::new(c.name).about(c.about).arg(json_flag());
    for flag in c.flags {
        let mut help = flag.doc.to_owned();
        if flag.list {
            help.push_str("; separated by commas");
        }
        let mut arg = Arg::new(flag.name).long(flag.name).value_name(flag.value_name()).allow_hyphen_values(true);
        match flag.need {
            Need::Required => arg = arg.required(true),
            Need::Optional => {}
            Need::Default(value) => help = format!("{help} [default: {value}]"),
        }
        command = command.arg(arg.help(help));
    }
    command.after_help(format!("Example: dsbench calc {} {}", c.name, c.example))
}

impl clap::FromArgMatches for Args {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let Some((name, sub)) = matches.subcommand() else {
            return Ok(Self { json: matches.get_flag("json"), ..Self::default() });
        };
        let calculator = CALCULATORS.iter().copied().find(|c| c.name == name);
        let flags = calculator.map_or(&[][..], |c| c.flags);
        let values = flags
            .iter()
            .filter_map(|f| sub.get_one::<String>(f.name).map(|v| (f.name.to_owned(), v.clone())))
            .collect();
        Ok(Self { calculator, values, json: sub.get_flag("json") })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Args {
    fn augment_args(command: Command) -> Command {
        command
            .about("Answer one question without a brief: quorums, retries, queues, tails, leases")
            .arg(
                Arg::new("list")
                    .long("list")
                    .action(ArgAction::SetTrue)
                    .help("List the calculators with their flags and results"),
            )
            .arg(json_flag())
            .args_conflicts_with_subcommands(true)
            .arg_required_else_help(true)
            .subcommand_value_name("NAME")
            .subcommand_help_heading("Calculators")
            .disable_help_subcommand(true)
            .subcommands(CALCULATORS.iter().map(|c| command_of(c)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
