# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_dsbench_global_optspecs
    string join \n plain color= as-of= h/help V/version
end

function __fish_dsbench_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_dsbench_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_dsbench_using_subcommand
    set -l cmd (__fish_dsbench_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c dsbench -n "__fish_dsbench_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_needs_command" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_needs_command" -l plain -d 'Ask the questions as numbered lines instead of drawing screens'
complete -c dsbench -n "__fish_dsbench_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_needs_command" -s V -l version -d 'Print version'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "demo" -d 'Walk through an example: questions, numbers, findings, the exported brief'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "new" -d 'Write a new brief, with a remark on each table'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "ask" -d 'Ask the next questions of a brief'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "answer" -d 'Apply answers in the shape of AskUserQuestion output, all or nothing'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "derive" -d 'Print every number that follows from a brief, with what it rests on'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "check" -d 'Check briefs for contradictions, gaps and risks'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "verify" -d 'Search small models of a brief for runs that break what it claims'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "fix" -d 'Apply the smallest reversible suggestion of each finding'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "export" -d 'Write briefs as markdown documents'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "diff" -d 'Compare two briefs: decisions, numbers and findings that differ'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "explore" -d 'Try values of a few fields; find the smallest changes that reach a goal'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "review" -d 'Review a brief: what was decided about each finding, what remains, and whether it is ready'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "diagnose" -d 'Rank the causes of an incident, and say what to ask and to do next'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "handoff" -d 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "explain" -d 'Explain a rule, number, question, pattern, experiment or field'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "calc" -d 'Answer one question without a brief: quorums, retries, queues, tails, leases'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "reference" -d 'List the reference pages, or print one'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "presets" -d 'List the presets, or print one'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "schema" -d 'Print the JSON Schema of a brief, for editors'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "completions" -d 'Print a completion script for a shell'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "man" -d 'Print the manual page in roff'
complete -c dsbench -n "__fish_dsbench_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c dsbench -n "__fish_dsbench_using_subcommand demo" -l out -d 'The folder to write to; a fresh temporary folder when absent' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand demo" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -l preset -d 'Start from a published system; `dsbench presets` lists them' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -l trigger -d 'What the brief is written for, such as early_design or retry_storm' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -l force -d 'Overwrite a file that is there'
complete -c dsbench -n "__fish_dsbench_using_subcommand new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -l path -d 'Which questions; by default those of the brief\'s trigger, then all others' -r -f -a "quick\t'The dozen questions that decide most'
full\t'All of them'
trigger\t'Those that fit the brief\'s trigger'"
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -l limit -d 'At most so many questions at once' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -l json -d 'Print the next questions as input for AskUserQuestion'
complete -c dsbench -n "__fish_dsbench_using_subcommand ask" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand answer" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand answer" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand answer" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -l only -d 'Only this number, by id or name; may be given several times' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -l json -d 'Print one JSON document instead of tables'
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -l sensitivity -d 'Also say which inputs move each number most, and which assumptions decide the outcome'
complete -c dsbench -n "__fish_dsbench_using_subcommand derive" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l format -d 'How findings are printed' -r -f -a "text\t'For people'
json\t'One JSON document'
github\t'Annotations of a GitHub workflow'"
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l deny -d 'Fail from this severity on' -r -f -a "error\t'Errors only'
warn\t'Errors and warnings'
info\t'Everything'"
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l baseline -d 'Fail only on findings that this file does not list' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -l update-baseline -d 'Write the findings of today to the baseline file'
complete -c dsbench -n "__fish_dsbench_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -l claim -d 'Only this claim, or those about this entity; may be given several times' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -l max-states -d 'Give up on a model after so many states; what was not decided by then is inconclusive' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -l json -d 'Print one JSON document instead of text'
complete -c dsbench -n "__fish_dsbench_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand fix" -l rule -d 'Only findings of this rule; then suggestions are applied too that take code, state a fact or lower a promise' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand fix" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand fix" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand fix" -l dry-run -d 'Say what would change, and write nothing'
complete -c dsbench -n "__fish_dsbench_using_subcommand fix" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l out -d 'The folder to write to' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l with -d 'Also write these beside each document, separated by commas; `svg` draws the topology, the calls and the charts' -r -f -a "svg\t'Pictures, in the folder of the document\'s name'"
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l check -d 'Write nothing; exit 1 when what stands there is not what would be written'
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -l force -d 'Overwrite documents that were edited by hand or are not ours'
complete -c dsbench -n "__fish_dsbench_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand diff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand diff" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand diff" -l json -d 'Print one JSON document'
complete -c dsbench -n "__fish_dsbench_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l vary -d 'A field and its values, such as `call.a-b.timeout=100ms..500ms:100ms`; once for each field' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l goal -d 'What has to come out, such as `no errors and D22 <= 9x`' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l limit -d 'The most combinations to try' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -l json -d 'Print one JSON document'
complete -c dsbench -n "__fish_dsbench_using_subcommand explore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l out -d 'Write the report to this folder instead of printing it' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l by -d 'Who decides' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l fix -d 'Take the smallest suggestion for this finding' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l waive -d 'Accept this finding until a date; --note is the reason, at least 40 characters' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l dispute -d 'Hold this finding to be wrong here; --note says why' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l defer -d 'Put this finding off; --note says what it waits for' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l item -d 'Answer an item of the checklist: yes, no or moot' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l note -d 'The reason, for every decision of this call' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l until -d 'Until when a waiver or a deferral runs' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l reply -d 'Take the reply of another reviewer in, as points to be accepted or rejected; - reads stdin' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l accept -d 'Accept a point of another reviewer: the number of the note and of the point, such as 1.2' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l reject -d 'Reject a point of another reviewer' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l verdict -d 'Give the verdict: agree, object or unsure' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l force -d 'Overwrite a report that was edited by hand or is not ours'
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l check -d 'Exit 1 unless the brief is ready'
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -l json -d 'Print one JSON document'
complete -c dsbench -n "__fish_dsbench_using_subcommand review" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l symptom -d 'What you see: a symptom, a tree, or words of your own; may be given several times' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l answer -d 'An answer, such as 5.3.q2=yes; yes, no or unknown. May be given several times' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l apply -d 'Write what this hypothesis asks for into the brief: a failure, a risk and a change' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -l json -d 'Print one JSON document'
complete -c dsbench -n "__fish_dsbench_using_subcommand diagnose" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l to -d 'The tool that the package is for' -r -f -a "clink\t'A tool that starts other command-line reviewers'"
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l cli -d 'The client that the tool starts' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l role -d 'How the reviewer works: default, planner or codereviewer; by what the review is about' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l about -d 'What the review is about: algorithm, design or changes' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l out -d 'The folder to write to [default: handoff/NAME]' -r -F
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l timeout -d 'With --run, stop the client after this long' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -l run -d 'Start the client, read-only and without a shell, and keep its reply in the package'
complete -c dsbench -n "__fish_dsbench_using_subcommand handoff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand explain" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -l list -d 'List the calculators with their flags and results'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "quorum" -d 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "search" -d 'Which quorums to choose for some nodes: the best of all expressions that name each node once'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "staleness" -d 'How often and for how long a partial quorum answers with old data'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "slo" -d 'What an objective allows: error budget, burn rates, alert windows, what an outage costs'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "availability" -d 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "retry" -d 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "backoff" -d 'The waits between attempts, and how long a call can take with all of them'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "deadline" -d 'What a deadline leaves for a call, how many attempts fit, and which timeout fits'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "tail" -d 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "hedge" -d 'What a second copy after a delay costs and saves'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "queue" -d 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "burst" -d 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "concurrency" -d 'Little\'s law: of rate, time and number in the system, two give the third'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "usl" -d 'The Universal Scalability Law: where adding more stops helping'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "hot-key" -d 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "ring" -d 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "bins" -d 'How full the fullest bin gets when items are placed at random, or in the emptier of several'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "rebalance" -d 'How much data moves when nodes come or go, and how long that takes'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "lease" -d 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "failover" -d 'How long a group is without a leader after a fault, and what that costs in a year'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "durability" -d 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "budget" -d 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "timeline" -d 'Attempts that really reach the last service when outer timeouts cut inner attempts short'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "contention" -d 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "metastable" -d 'Whether a service recovers by itself once everything failed for a moment'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "ejection" -d 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "herd" -d 'Many clients that come at once: the peak, and the window they have to be spread over'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "cache" -d 'What a store sees when its cache is cold, and when a popular entry expires'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "breaker" -d 'Probes of a circuit breaker during an outage, and how often it opens for no reason'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "commit" -d 'How long a replicated write waits, and what losing the nearest copy does to it'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "suspicion" -d 'How often a failure detector suspects a healthy node'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "zones" -d 'Capacity that must stand by so that the loss of zones is survived'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "partition" -d 'Requests that a consistent system refuses while it is cut in two'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "regions" -d 'What copies in several regions send and store, and what that costs at your prices'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "rpo" -d 'What asynchronous replication loses when its source dies: a killed process or a lost machine'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "conflict" -d 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "repair" -d 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "follower" -d 'How old a follower\'s answer can be, and when nothing bounds it'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "log" -d 'Losses that a replicated log with an in-sync set survives (acks=all)'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "transaction" -d 'What two-phase commit costs, and what a saga exposes'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "dedup" -d 'How long idempotency keys must be kept, what they take, and whether ids collide'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and not __fish_seen_subcommand_from quorum search staleness slo availability retry backoff deadline tail hedge queue burst concurrency usl hot-key ring bins rebalance lease failover durability budget timeline contention metastable ejection herd cache breaker commit suspicion zones partition regions rpo conflict repair follower log transaction dedup canary" -f -a "canary" -d 'How many requests a canary must serve before its silence means something'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l n -d 'Copies' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l r -d 'Copies that answer a read; a majority when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l w -d 'Copies that take a write; a majority when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l reads -d 'Read quorums as an expression, such as "choose(2, [a, b, c]) + d*e"' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l writes -d 'Write quorums as an expression; the sets that meet every read when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l node-availability -d 'Chance that a node is up, its zone being up; one for all or one each; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l zones -d 'Zone of each node, in their order, such as a,a,b; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l zone-availability -d 'Chance that a zone is up; one for all [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l read-capacity -d 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l write-capacity -d 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l read-fraction -d 'Reads among all operations [default: 50%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l mix -d 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l weights -d 'Votes of each copy; --r and --w then count votes; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l groups -d 'Copies that one cause takes down together, and how often it is up: 1+2=99.99%; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l trials -d 'States drawn where the exact availability would take too long [default: 200000]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l seed -d 'Seed of those [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l survive -d 'Use only sets that are still quorums after this many of their members are lost [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l optimise -d 'What the strategy makes least [default: load]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l node-latency -d 'Time until a node answers; one for all or one each; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l load-limit -d 'The busiest node carries at most this' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l network-limit -d 'An operation contacts at most this many nodes' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l latency-limit -d 'A quorum has answered within this, on average' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from quorum" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l nodes -d 'Nodes, to 12; they are named n1, n2 and so on' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l read-fraction -d 'Reads among all operations [default: 50%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l mix -d 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l read-capacity -d 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l write-capacity -d 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l node-latency -d 'Time until a node answers; one for all or one each; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l optimise -d 'What is made least [default: load]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l load-limit -d 'The busiest node carries at most this' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l network-limit -d 'An operation contacts at most this many nodes' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l latency-limit -d 'A quorum has answered within this, on average' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l resilience -d 'Losses that reads and writes survive, whichever they are [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l survive -d 'Losses within a picked set that leave a quorum in it [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l n -d 'Copies [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l r -d 'Copies that answer a read [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l w -d 'Copies that take a write [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l k -d 'Versions: how often is a read older than this many [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l profile -d 'Published delays of a production system [default: lnkd_disk]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l write -d 'Delay of a write to a copy in place of the profile\'s: "exp(5ms)"; one each with ;' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l ack -d 'Delay of its acknowledgement' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l read -d 'Delay of a read to a copy' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l response -d 'Delay of its answer' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l in-order -d 'Writes on each link per second, where links deliver in order: a slow one holds back the next' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l pace -d 'How those writes follow each other [default: random]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l after -d 'Time between the commit and the read [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l times -d 'More such times; gives a curve; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l level -d 'Freshness whose time is asked for [default: 99.9%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l percentile -d 'Percentile of the latencies [default: 99%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l half-width -d 'Sample until half the 95 % interval is at most this' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l item-writes -d 'Writes to one item; with --client-reads gives reads that go back in time' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l client-reads -d 'Reads of that item by one client' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l seed -d 'Seed of the sampling [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from staleness" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l objective -d 'Share of good events' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l window -d 'Window of the objective [default: 30d]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l rate -d 'Requests per second; gives the budget in requests' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l error-ratio -d 'Share of bad events now; gives the burn rate' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l outage -d 'A full outage of this length; gives its share of the budget' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l failed -d 'Failures in one alert window, with --rate; gives what they burn [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from slo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l serial -d 'Availabilities of parts that are all needed; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l needed-by -d 'Share of the requests that needs each of them; absent: all requests; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l parallel -d 'Availabilities of parts of which one is enough, the one in use first; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l failover-works -d 'Chance that the switch between parallel parts works [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l k -d 'How many of the nodes are needed' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l nodes -d 'Availabilities of the nodes, k of which are needed; one with --n for all; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l n -d 'How many nodes, where --nodes gives one availability' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l shared-fate -d 'Availability of what all parts share: a control plane, a configuration [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l slo -d 'The objective of the whole; gives what each part must reach' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l window -d 'Window for the downtime [default: 365d]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l mtbf -d 'Mean time between failures of a part in series; with --mttr' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l mttr -d 'Mean time to repair it' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from availability" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l attempts -d 'Attempts of each layer, the first try included, outermost first; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l products -d 'Product of each layer: --attempts are then its own setting, which may not count the first try; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l peers -d 'Backends that one request may try in each layer, each once; one for all or one each; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l hedges -d 'Copies that hedging sends beside each attempt of the innermost layer [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l deliveries -d 'Deliveries of a queue in front, the first included [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l failure -d 'Chance that one attempt at the innermost service fails [default: 0%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l budget -d 'Retries allowed per request of each layer, one for each or one for all; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l library -d 'A library whose default attempts and waits stand in place of the other flags' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l attempts -d 'Attempts, the first try included [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l timeout -d 'Timeout of an attempt [default: 1s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l base -d 'First wait [default: 100ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l factor -d 'Growth for each retry [default: 2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l cap -d 'Longest wait [default: 20s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l jitter -d 'How waits are spread [default: full]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l growth -d 'How waits grow [default: exponential]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from backoff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l deadline -d 'Time the caller has' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l elapsed -d 'Already gone [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l reserve -d 'Kept for the caller\'s own work afterwards [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l timeout -d 'Timeout of an attempt [default: 1s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l attempts -d 'Attempts wanted, the first try included [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l base -d 'First wait [default: 100ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l factor -d 'Growth for each retry [default: 2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l cap -d 'Longest wait [default: 20s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l jitter -d 'How waits are spread [default: full]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l growth -d 'How waits grow [default: exponential]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from deadline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l fan-out -d 'Leaf calls that the request waits for' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l slow -d 'Leaf calls that are slow [default: 1%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l servers -d 'Servers behind the leaves, where slowness belongs to the server' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l target -d 'Requests that must be fast [default: 99%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l mean -d 'Mean latency of a leaf; gives percentiles of the slowest, exponential latencies' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l kth -d 'Answers that are enough, with --mean: the k-th fastest of the leaves' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l chain -d 'Calls one after the other, with --mean; their percentiles do not add [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l at -d 'Percentile of the latency after which a copy is sent [default: 95%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l fan-out -d 'Leaf calls of a request, the percentile being that of the request [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l mean -d 'Mean latency; gives percentiles with and without, exponential and independent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l percentile -d 'Percentile asked for [default: 99%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l busy -d 'Servers that are busy when a request comes; gives tied requests, with --wait' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l wait -d 'Mean wait at a busy server [default: 10ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l stagger -d 'The second copy is sent this much later [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l cancel -d 'Time that a cancellation takes [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hedge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l rate -d 'Arrivals' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l service -d 'Mean service time of one request' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l servers -d 'Servers behind one queue [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l cv -d 'Standard deviation of the service time over its mean, one server; 1 = exponential' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l arrival-cv -d 'Standard deviation of the gaps between arrivals over their mean, one server; 1 = random arrivals' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l percentile -d 'Percentile of wait and response [default: 99%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l service-error -d 'How wrong the service time may be; gives the wait if it is [default: 5%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l backlog -d 'Requests already queued; gives the time to drain them' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l wait-budget -d 'Longest wait that makes sense; gives the bound of the queue' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from queue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l rate -d 'Arrivals at the peak' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l capacity -d 'What the servers finish' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l ratio -d 'Arrivals in the burst over the peak [default: 2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l length -d 'How long the burst lasts [default: 10s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l limit -d 'Rate that a limiter lets through in the long run: the refill of a token bucket' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l tokens -d 'Tokens of its bucket, with --limit [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l concurrent -d 'Requests that a limiter holds at once, with --service' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l service -d 'Mean busy time of one request' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from burst" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l rate -d 'Requests per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l time -d 'Time each spends in the system' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l in-system -d 'Requests in the system: threads, connections, slots' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from concurrency" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l contention -d 'Share of the work that is done one at a time (sigma) [default: 0.05]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l coherency -d 'Cost of agreeing with each other (kappa) [default: 0.0005]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l at-one -d 'Throughput at load 1 (gamma) [default: 1/s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l load -d 'Load: clients, threads or nodes; gives the throughput there' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from usl" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l keys -d 'Distinct keys' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l theta -d 'Exponent of the Zipf distribution; 0 is uniform [default: 0.99]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l top -d 'Hottest keys whose share of the requests is asked for [default: 1%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l rate -d 'Requests per second; gives the load of the hottest shard' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l shards -d 'Shards [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l capacity -d 'Capacity of a shard; gives the number of salts' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l fill -d 'Share of that capacity to use [default: 80%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l tokens -d 'Random tokens of each shard on a ring; absent: shards are equal parts' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l trials -d 'Placements drawn for the spread [default: 200]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l seed -d 'Seed of the draw [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from hot-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l nodes -d 'Nodes' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l vnodes -d 'Virtual nodes (tokens) of each [default: 16]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l trials -d 'Placements drawn for the spread [default: 200]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l seed -d 'Seed of the draw [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ring" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l bins -d 'Bins: nodes, shards, servers' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l balls -d 'Items placed' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l choices -d 'Random bins looked at for each item; the least full takes it [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l utilisation -d 'Utilisation of servers that are chosen so; gives the time in the system' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l seed -d 'Seed where it is simulated [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from bins" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l before -d 'Nodes before' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l after -d 'Nodes after' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l size -d 'Data in all, copies included; gives bytes moved and time' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l throttle -d 'Bytes that each source sends in a second [default: 50 MB]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l sources -d 'Nodes that send at once; the smaller number of nodes when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rebalance" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l ttl -d 'Time to live' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l margin -d 'The holder stops this long before the end [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l drift -d 'Difference of clock speeds, as a share of time [default: 200ppm]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l max-pause -d 'Longest pause of the holder: garbage collection, a stopped machine [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l max-delivery -d 'Longest delivery of a message that the holder sent [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l renew -d 'Interval of renewals; that of the tries when 0 [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l lock-delay -d 'Time after the end before another may hold it [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l instances -d 'Independent instances of which a majority grants it; gives what is left of it' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l elapsed -d 'Time that acquiring on those took [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l retry -d 'Interval of the contenders\' tries [default: 2s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l retry-jitter -d 'By how much of it a try may come later; 1.2 in Kubernetes [default: 1.2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l rtt -d 'Round trip to the lock service [default: 1ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from lease" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l voters -d 'Voters, the lost leader included [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l election-timeout -d 'Shortest election timeout T [default: 1s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l spread -d 'How much longer a follower\'s draw can be; T itself when absent: draws from T to 2T' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l heartbeat -d 'Interval of heartbeats [default: 100ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l tick -d 'Granularity in which followers count time, 0 for none; absent: the heartbeat, as in etcd, where the timeout is at least 5 of them, else 0' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l rtt -d 'Round trip between voters [default: 1ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l catch-up -d 'Time for the new leader to apply what it lacks [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l rediscovery -d 'Time for clients to find it [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l takes -d 'Time without a leader, when it is known: then only its cost is worked out' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l percentile -d 'Percentile of the time that is asked for [default: 99%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l per-year -d 'Failovers [default: 2/y]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l planned -d 'Planned moves of the leader besides [default: 0/y]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l handover -d 'How long one of those takes; absent: as long as a failover' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l key-share -d 'Share of the keys that a failover touches [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l objective -d 'Objective whose budget it spends [default: 99.9%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from failover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l copies -d 'Full copies; shards in all with --parity [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l parity -d 'Shards of parity among them: an erasure code; absent means full copies' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l annual-failure-rate -d 'Failures of a disk or node per year: 2%, 0.02 or 0.02/y [default: 0.01]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l repair -d 'Time until a lost copy is whole again [default: 24h]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l nodes -d 'Nodes of the cluster; with --lost gives the chance of losing a copyset' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l lost -d 'Nodes lost at once' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l copysets -d 'Distinct sets of nodes that hold all copies of something [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l objects -d 'Objects stored; gives the years between two losses [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l repairs -d 'Lost copies are rebuilt one by one, or all at once [default: serial]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l bursts -d 'Shared causes a year that take many nodes at once: power, a bad push [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l loss-per-burst -d 'Chance that such a cause loses the data [default: 0%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l scatter -d 'Nodes that each node shares data with; gives the copysets, with --nodes' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from durability" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l rate -d 'First attempts per second; gives the retries of a ratio budget' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l ratio -d 'Retries per first attempt [default: 20%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l floor -d 'Retries that are always allowed, on top [default: 10/s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l window -d 'Window over which the ratio may be saved up [default: 10s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l tokens -d 'Tokens of a bucket; gives the retries until it is empty' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l cost -d 'Tokens that a retry takes [default: 5]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l success-tokens -d 'Tokens that a success gives back, with --tokens: gRPC\'s throttle' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l active -d 'Requests active and pending; gives the retries of a concurrency budget' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l concurrent-share -d 'Share of those that may be retries [default: 20%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l concurrent-floor -d 'Retries in flight that are always allowed [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l requests -d 'Requests of two minutes; with --accepts gives what the client drops itself' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l accepts -d 'Requests of those that the service accepted' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l k -d 'Multiplier of the adaptive throttle [default: 2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from budget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l attempts -d 'Attempts of each tier, the first included, outermost first; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l timeouts -d 'Timeout of one attempt of each tier, outermost first; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l backoff -d 'Wait between two attempts, the same for every tier [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l fails-after -d 'The last service fails after this long; absent: it never answers' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l retry-timeouts -d 'A tier tries again after its own timeout [default: yes]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l retry-failures -d 'A tier tries again when the tier below says that it failed (a 504 that is listed) [default: yes]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l cancel -d 'A tier that times out stops the work below [default: yes]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from timeline" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l clients -d 'Clients, each of which must write once [default: 100]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l base -d 'First wait [default: 5ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l cap -d 'Longest wait [default: 2s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l network -d 'Mean delay of a message [default: 10ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l network-sd -d 'Its standard deviation [default: 2ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l trials -d 'Contests played out [default: 20]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l seed -d 'Seed [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from contention" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l capacity -d 'What the service can do' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l load -d 'First attempts that come' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l amplification -d 'Calls for each of them when everything fails: attempts, or 1 + budget' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from metastable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l hosts -d 'Hosts behind one client or proxy' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l failure -d 'Attempts that fail although the host is sound' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l rate -d 'Attempts that this client sends' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l consecutive -d 'Failures in a row that leave a host out [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l out -d 'Time that it is left out [default: 10s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l max -d 'Hosts that may be out at once; at least one [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from ejection" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l clients -d 'Clients that come together' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l rtt -d 'Round trip: without spreading they come within one [default: 1ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l window -d 'Window over which they are spread; gives the rate' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l capacity -d 'What the service can take; gives the least window' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l load -d 'What it already carries [default: 0/s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from herd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l rate -d 'Requests per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l hits -d 'Requests that the warm cache answers' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l cold-hits -d 'Requests that the cold cache answers [default: 0%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l store -d 'Capacity of the store; says whether a cold start recovers' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l key-rate -d 'Requests per second for one popular entry; gives the stampede' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l recompute -d 'Time to compute that entry [default: 100ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from cache" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l outage -d 'Length of an outage [default: 10min]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l open -d 'Time it stays open before it probes [default: 60s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l half-open -d 'Calls it lets through as a probe [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l calls -d 'Least number of calls that it judges [default: 100]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l fail-rate -d 'Failures at which it opens [default: 50%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l usual -d 'Failures that are normal [default: 1%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from breaker" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l client-rtt -d 'Round trip from the client to the leader or coordinator [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l rtts -d 'Round trips from there to each other copy (leaderless: to each copy); separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l quorum -d 'Copies that must have the write, the leader included; a majority when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l fsync -d 'Time to flush the write [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l kind -d 'Who collects the answers [default: leader]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l km -d 'Distance; gives the shortest round trip that light in fibre allows' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l from -d 'Latitude and longitude of one place, in degrees; with --to; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l to -d 'Latitude and longitude of the other; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from commit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l loss -d 'Heartbeats that are lost, independently [default: 1%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l timeout -d 'Time without a heartbeat that makes suspicious [default: 1s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l heartbeat -d 'Interval of heartbeats [default: 100ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l phi -d 'Threshold of a phi accrual detector instead' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from suspicion" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l zones -d 'Equal zones' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l lost -d 'Zones that may be lost at once [default: 1]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l target -d 'Utilisation that is still fine after the loss [default: 100%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l capacities -d 'Capacities of unlike zones; the largest is lost; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l utilisation -d 'Utilisation in normal times; gives that after the loss' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from zones" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l rate -d 'Requests per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l duration -d 'Length of the partition' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l minority -d 'Clients on the side without a quorum' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l leader-in-minority -d 'The leader was on that side [default: no]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l failover -d 'Time until the other side has a leader [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from partition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l write-bytes -d 'Bytes written per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l regions -d 'Regions that hold copies' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l egress -d 'Price of a gigabyte between regions [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l size -d 'Data stored, without its copies [default: 0 B]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l copies -d 'Copies in all; one for each region when absent' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from regions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l writes -d 'Acknowledged writes per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l lag -d 'Lag when the machine is lost; a high percentile of it' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l in-process -d 'Time that a write waits in the process, before the kernel has it [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l bytes -d 'Size of a write [default: 1 kB]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l apply -d 'Writes that a follower applies per second; says how the lag grows or shrinks' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from rpo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l rate -d 'Writes to one key per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l lag -d 'Time until a write is seen everywhere [default: 1s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l uncertainty -d 'Uncertainty of a clock, to either side [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from conflict" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l interval -d 'Time between two full repairs [default: 7d]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l grace -d 'Time for which tombstones are kept [default: 10d]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l hints -d 'Outage up to which missed writes are handed over [default: 3h]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l lag -d 'Lag that the follower reports' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l contact -d 'Time since it last heard from the leader' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l bound -d 'It refuses reads when that is longer than this [default: 10s]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from follower" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l copies -d 'Copies of a partition [default: 3]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l min-in-sync -d 'Copies below which writes are refused [default: 2]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l unclean -d 'A copy outside the set may become leader [default: no]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l commits -d 'Commit latency of each participant; two-phase commit; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l availabilities -d 'Availability of each participant and of the coordinator; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l hold -d 'Time that a lock on one key is held; both rounds when 0 [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l steps -d 'Latency of each step of a saga; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l failures -d 'Chance that each step fails, one for each or one for all; separated by commas' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from transaction" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l retries -d 'The longest that any caller goes on trying [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l queue-age -d 'The longest that a message waits in a queue [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l redeliveries -d 'Redeliveries of a queue [default: 0]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l visibility -d 'Time after which a queue delivers again [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l offline -d 'How long a client keeps a request while it is away [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l replay -d 'How late parked messages may be replayed [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l skew -d 'Difference of clocks [default: 0ms]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l window -d 'The window that is kept; says whether it is enough' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l rate -d 'Requests per second that carry a key, writes alone; gives the storage' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l bytes -d 'Size of a record [default: 200 B]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l ids -d 'Random ids drawn; gives the chance of a collision' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l bits -d 'Random bits of an id; 122 in a version 4 UUID [default: 122]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from dedup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l bound -d 'Error rate that it shall exclude' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l rate -d 'Requests per second' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l share -d 'Share of them that the canary gets [default: 1%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l confidence -d 'How sure to be [default: 95%]' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l usual -d 'Error rate of the old version; gives the requests to tell the two apart' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -l json -d 'Print one JSON document instead of a table'
complete -c dsbench -n "__fish_dsbench_using_subcommand calc; and __fish_seen_subcommand_from canary" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand reference" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand reference" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand reference" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand presets" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand presets" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand presets" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand schema" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand schema" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand completions" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand man" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Also into a pipe or a file'
never\t'Never'"
complete -c dsbench -n "__fish_dsbench_using_subcommand man" -l as-of -d 'The date to take for today, such as 2026-11-24' -r
complete -c dsbench -n "__fish_dsbench_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "demo" -d 'Walk through an example: questions, numbers, findings, the exported brief'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "new" -d 'Write a new brief, with a remark on each table'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "ask" -d 'Ask the next questions of a brief'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "answer" -d 'Apply answers in the shape of AskUserQuestion output, all or nothing'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "derive" -d 'Print every number that follows from a brief, with what it rests on'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "check" -d 'Check briefs for contradictions, gaps and risks'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "verify" -d 'Search small models of a brief for runs that break what it claims'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "fix" -d 'Apply the smallest reversible suggestion of each finding'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "export" -d 'Write briefs as markdown documents'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "diff" -d 'Compare two briefs: decisions, numbers and findings that differ'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "explore" -d 'Try values of a few fields; find the smallest changes that reach a goal'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "review" -d 'Review a brief: what was decided about each finding, what remains, and whether it is ready'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "diagnose" -d 'Rank the causes of an incident, and say what to ask and to do next'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "handoff" -d 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "explain" -d 'Explain a rule, number, question, pattern, experiment or field'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "calc" -d 'Answer one question without a brief: quorums, retries, queues, tails, leases'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "reference" -d 'List the reference pages, or print one'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "presets" -d 'List the presets, or print one'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "schema" -d 'Print the JSON Schema of a brief, for editors'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "man" -d 'Print the manual page in roff'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and not __fish_seen_subcommand_from demo new ask answer derive check verify fix export diff explore review diagnose handoff explain calc reference presets schema completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "quorum" -d 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "search" -d 'Which quorums to choose for some nodes: the best of all expressions that name each node once'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "staleness" -d 'How often and for how long a partial quorum answers with old data'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "slo" -d 'What an objective allows: error budget, burn rates, alert windows, what an outage costs'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "availability" -d 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "retry" -d 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "backoff" -d 'The waits between attempts, and how long a call can take with all of them'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "deadline" -d 'What a deadline leaves for a call, how many attempts fit, and which timeout fits'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "tail" -d 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "hedge" -d 'What a second copy after a delay costs and saves'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "queue" -d 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "burst" -d 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "concurrency" -d 'Little\'s law: of rate, time and number in the system, two give the third'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "usl" -d 'The Universal Scalability Law: where adding more stops helping'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "hot-key" -d 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "ring" -d 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "bins" -d 'How full the fullest bin gets when items are placed at random, or in the emptier of several'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "rebalance" -d 'How much data moves when nodes come or go, and how long that takes'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "lease" -d 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "failover" -d 'How long a group is without a leader after a fault, and what that costs in a year'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "durability" -d 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "budget" -d 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "timeline" -d 'Attempts that really reach the last service when outer timeouts cut inner attempts short'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "contention" -d 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "metastable" -d 'Whether a service recovers by itself once everything failed for a moment'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "ejection" -d 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "herd" -d 'Many clients that come at once: the peak, and the window they have to be spread over'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "cache" -d 'What a store sees when its cache is cold, and when a popular entry expires'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "breaker" -d 'Probes of a circuit breaker during an outage, and how often it opens for no reason'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "commit" -d 'How long a replicated write waits, and what losing the nearest copy does to it'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "suspicion" -d 'How often a failure detector suspects a healthy node'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "zones" -d 'Capacity that must stand by so that the loss of zones is survived'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "partition" -d 'Requests that a consistent system refuses while it is cut in two'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "regions" -d 'What copies in several regions send and store, and what that costs at your prices'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "rpo" -d 'What asynchronous replication loses when its source dies: a killed process or a lost machine'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "conflict" -d 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "repair" -d 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "follower" -d 'How old a follower\'s answer can be, and when nothing bounds it'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "log" -d 'Losses that a replicated log with an in-sync set survives (acks=all)'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "transaction" -d 'What two-phase commit costs, and what a saga exposes'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "dedup" -d 'How long idempotency keys must be kept, what they take, and whether ids collide'
complete -c dsbench -n "__fish_dsbench_using_subcommand help; and __fish_seen_subcommand_from calc" -f -a "canary" -d 'How many requests a canary must serve before its silence means something'
