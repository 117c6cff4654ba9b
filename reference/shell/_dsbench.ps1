
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'dsbench' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'dsbench'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'dsbench' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--plain', '--plain', [CompletionResultType]::ParameterName, 'Ask the questions as numbered lines instead of drawing screens')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Walk through an example: questions, numbers, findings, the exported brief')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write a new brief, with a remark on each table')
            [CompletionResult]::new('ask', 'ask', [CompletionResultType]::ParameterValue, 'Ask the next questions of a brief')
            [CompletionResult]::new('answer', 'answer', [CompletionResultType]::ParameterValue, 'Apply answers in the shape of AskUserQuestion output, all or nothing')
            [CompletionResult]::new('derive', 'derive', [CompletionResultType]::ParameterValue, 'Print every number that follows from a brief, with what it rests on')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check briefs for contradictions, gaps and risks')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Search small models of a brief for runs that break what it claims')
            [CompletionResult]::new('fix', 'fix', [CompletionResultType]::ParameterValue, 'Apply the smallest reversible suggestion of each finding')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write briefs as markdown documents')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two briefs: decisions, numbers and findings that differ')
            [CompletionResult]::new('explore', 'explore', [CompletionResultType]::ParameterValue, 'Try values of a few fields; find the smallest changes that reach a goal')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Review a brief: what was decided about each finding, what remains, and whether it is ready')
            [CompletionResult]::new('diagnose', 'diagnose', [CompletionResultType]::ParameterValue, 'Rank the causes of an incident, and say what to ask and to do next')
            [CompletionResult]::new('handoff', 'handoff', [CompletionResultType]::ParameterValue, 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a rule, number, question, pattern, experiment or field')
            [CompletionResult]::new('calc', 'calc', [CompletionResultType]::ParameterValue, 'Answer one question without a brief: quorums, retries, queues, tails, leases')
            [CompletionResult]::new('reference', 'reference', [CompletionResultType]::ParameterValue, 'List the reference pages, or print one')
            [CompletionResult]::new('presets', 'presets', [CompletionResultType]::ParameterValue, 'List the presets, or print one')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of a brief, for editors')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page in roff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'dsbench;demo' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write to; a fresh temporary folder when absent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;new' {
            [CompletionResult]::new('--preset', '--preset', [CompletionResultType]::ParameterName, 'Start from a published system; `dsbench presets` lists them')
            [CompletionResult]::new('--trigger', '--trigger', [CompletionResultType]::ParameterName, 'What the brief is written for, such as early_design or retry_storm')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite a file that is there')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;ask' {
            [CompletionResult]::new('--path', '--path', [CompletionResultType]::ParameterName, 'Which questions; by default those of the brief''s trigger, then all others')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'At most so many questions at once')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the next questions as input for AskUserQuestion')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;answer' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;derive' {
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Only this number, by id or name; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of tables')
            [CompletionResult]::new('--sensitivity', '--sensitivity', [CompletionResultType]::ParameterName, 'Also say which inputs move each number most, and which assumptions decide the outcome')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;check' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How findings are printed')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'Fail from this severity on')
            [CompletionResult]::new('--baseline', '--baseline', [CompletionResultType]::ParameterName, 'Fail only on findings that this file does not list')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--update-baseline', '--update-baseline', [CompletionResultType]::ParameterName, 'Write the findings of today to the baseline file')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;verify' {
            [CompletionResult]::new('--claim', '--claim', [CompletionResultType]::ParameterName, 'Only this claim, or those about this entity; may be given several times')
            [CompletionResult]::new('--max-states', '--max-states', [CompletionResultType]::ParameterName, 'Give up on a model after so many states; what was not decided by then is inconclusive')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of text')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;fix' {
            [CompletionResult]::new('--rule', '--rule', [CompletionResultType]::ParameterName, 'Only findings of this rule; then suggestions are applied too that take code, state a fact or lower a promise')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would change, and write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;export' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write to')
            [CompletionResult]::new('--with', '--with', [CompletionResultType]::ParameterName, 'Also write these beside each document, separated by commas; `svg` draws the topology, the calls and the charts')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit 1 when what stands there is not what would be written')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite documents that were edited by hand or are not ours')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;diff' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;explore' {
            [CompletionResult]::new('--vary', '--vary', [CompletionResultType]::ParameterName, 'A field and its values, such as `call.a-b.timeout=100ms..500ms:100ms`; once for each field')
            [CompletionResult]::new('--goal', '--goal', [CompletionResultType]::ParameterName, 'What has to come out, such as `no errors and D22 <= 9x`')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'The most combinations to try')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;review' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the report to this folder instead of printing it')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Who decides')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Take the smallest suggestion for this finding')
            [CompletionResult]::new('--waive', '--waive', [CompletionResultType]::ParameterName, 'Accept this finding until a date; --note is the reason, at least 40 characters')
            [CompletionResult]::new('--dispute', '--dispute', [CompletionResultType]::ParameterName, 'Hold this finding to be wrong here; --note says why')
            [CompletionResult]::new('--defer', '--defer', [CompletionResultType]::ParameterName, 'Put this finding off; --note says what it waits for')
            [CompletionResult]::new('--item', '--item', [CompletionResultType]::ParameterName, 'Answer an item of the checklist: yes, no or moot')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'The reason, for every decision of this call')
            [CompletionResult]::new('--until', '--until', [CompletionResultType]::ParameterName, 'Until when a waiver or a deferral runs')
            [CompletionResult]::new('--reply', '--reply', [CompletionResultType]::ParameterName, 'Take the reply of another reviewer in, as points to be accepted or rejected; - reads stdin')
            [CompletionResult]::new('--accept', '--accept', [CompletionResultType]::ParameterName, 'Accept a point of another reviewer: the number of the note and of the point, such as 1.2')
            [CompletionResult]::new('--reject', '--reject', [CompletionResultType]::ParameterName, 'Reject a point of another reviewer')
            [CompletionResult]::new('--verdict', '--verdict', [CompletionResultType]::ParameterName, 'Give the verdict: agree, object or unsure')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite a report that was edited by hand or is not ours')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Exit 1 unless the brief is ready')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;diagnose' {
            [CompletionResult]::new('--symptom', '--symptom', [CompletionResultType]::ParameterName, 'What you see: a symptom, a tree, or words of your own; may be given several times')
            [CompletionResult]::new('--answer', '--answer', [CompletionResultType]::ParameterName, 'An answer, such as 5.3.q2=yes; yes, no or unknown. May be given several times')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Write what this hypothesis asks for into the brief: a failure, a risk and a change')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;handoff' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The tool that the package is for')
            [CompletionResult]::new('--cli', '--cli', [CompletionResultType]::ParameterName, 'The client that the tool starts')
            [CompletionResult]::new('--role', '--role', [CompletionResultType]::ParameterName, 'How the reviewer works: default, planner or codereviewer; by what the review is about')
            [CompletionResult]::new('--about', '--about', [CompletionResultType]::ParameterName, 'What the review is about: algorithm, design or changes')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'The folder to write to [default: handoff/NAME]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'With --run, stop the client after this long')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Start the client, read-only and without a shell, and keep its reply in the package')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;explain' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the calculators with their flags and results')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('quorum', 'quorum', [CompletionResultType]::ParameterValue, 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Which quorums to choose for some nodes: the best of all expressions that name each node once')
            [CompletionResult]::new('staleness', 'staleness', [CompletionResultType]::ParameterValue, 'How often and for how long a partial quorum answers with old data')
            [CompletionResult]::new('slo', 'slo', [CompletionResultType]::ParameterValue, 'What an objective allows: error budget, burn rates, alert windows, what an outage costs')
            [CompletionResult]::new('availability', 'availability', [CompletionResultType]::ParameterValue, 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget')
            [CompletionResult]::new('backoff', 'backoff', [CompletionResultType]::ParameterValue, 'The waits between attempts, and how long a call can take with all of them')
            [CompletionResult]::new('deadline', 'deadline', [CompletionResultType]::ParameterValue, 'What a deadline leaves for a call, how many attempts fit, and which timeout fits')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet')
            [CompletionResult]::new('hedge', 'hedge', [CompletionResultType]::ParameterValue, 'What a second copy after a delay costs and saves')
            [CompletionResult]::new('queue', 'queue', [CompletionResultType]::ParameterValue, 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is')
            [CompletionResult]::new('burst', 'burst', [CompletionResultType]::ParameterValue, 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away')
            [CompletionResult]::new('concurrency', 'concurrency', [CompletionResultType]::ParameterValue, 'Little''s law: of rate, time and number in the system, two give the third')
            [CompletionResult]::new('usl', 'usl', [CompletionResultType]::ParameterValue, 'The Universal Scalability Law: where adding more stops helping')
            [CompletionResult]::new('hot-key', 'hot-key', [CompletionResultType]::ParameterValue, 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into')
            [CompletionResult]::new('ring', 'ring', [CompletionResultType]::ParameterValue, 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next')
            [CompletionResult]::new('bins', 'bins', [CompletionResultType]::ParameterValue, 'How full the fullest bin gets when items are placed at random, or in the emptier of several')
            [CompletionResult]::new('rebalance', 'rebalance', [CompletionResultType]::ParameterValue, 'How much data moves when nodes come or go, and how long that takes')
            [CompletionResult]::new('lease', 'lease', [CompletionResultType]::ParameterValue, 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes')
            [CompletionResult]::new('failover', 'failover', [CompletionResultType]::ParameterValue, 'How long a group is without a leader after a fault, and what that costs in a year')
            [CompletionResult]::new('durability', 'durability', [CompletionResultType]::ParameterValue, 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once')
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle')
            [CompletionResult]::new('timeline', 'timeline', [CompletionResultType]::ParameterValue, 'Attempts that really reach the last service when outer timeouts cut inner attempts short')
            [CompletionResult]::new('contention', 'contention', [CompletionResultType]::ParameterValue, 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff')
            [CompletionResult]::new('metastable', 'metastable', [CompletionResultType]::ParameterValue, 'Whether a service recovers by itself once everything failed for a moment')
            [CompletionResult]::new('ejection', 'ejection', [CompletionResultType]::ParameterValue, 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host')
            [CompletionResult]::new('herd', 'herd', [CompletionResultType]::ParameterValue, 'Many clients that come at once: the peak, and the window they have to be spread over')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'What a store sees when its cache is cold, and when a popular entry expires')
            [CompletionResult]::new('breaker', 'breaker', [CompletionResultType]::ParameterValue, 'Probes of a circuit breaker during an outage, and how often it opens for no reason')
            [CompletionResult]::new('commit', 'commit', [CompletionResultType]::ParameterValue, 'How long a replicated write waits, and what losing the nearest copy does to it')
            [CompletionResult]::new('suspicion', 'suspicion', [CompletionResultType]::ParameterValue, 'How often a failure detector suspects a healthy node')
            [CompletionResult]::new('zones', 'zones', [CompletionResultType]::ParameterValue, 'Capacity that must stand by so that the loss of zones is survived')
            [CompletionResult]::new('partition', 'partition', [CompletionResultType]::ParameterValue, 'Requests that a consistent system refuses while it is cut in two')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'What copies in several regions send and store, and what that costs at your prices')
            [CompletionResult]::new('rpo', 'rpo', [CompletionResultType]::ParameterValue, 'What asynchronous replication loses when its source dies: a killed process or a lost machine')
            [CompletionResult]::new('conflict', 'conflict', [CompletionResultType]::ParameterValue, 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints')
            [CompletionResult]::new('follower', 'follower', [CompletionResultType]::ParameterValue, 'How old a follower''s answer can be, and when nothing bounds it')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Losses that a replicated log with an in-sync set survives (acks=all)')
            [CompletionResult]::new('transaction', 'transaction', [CompletionResultType]::ParameterValue, 'What two-phase commit costs, and what a saga exposes')
            [CompletionResult]::new('dedup', 'dedup', [CompletionResultType]::ParameterValue, 'How long idempotency keys must be kept, what they take, and whether ids collide')
            [CompletionResult]::new('canary', 'canary', [CompletionResultType]::ParameterValue, 'How many requests a canary must serve before its silence means something')
            break
        }
        'dsbench;calc;quorum' {
            [CompletionResult]::new('--n', '--n', [CompletionResultType]::ParameterName, 'Copies')
            [CompletionResult]::new('--r', '--r', [CompletionResultType]::ParameterName, 'Copies that answer a read; a majority when absent')
            [CompletionResult]::new('--w', '--w', [CompletionResultType]::ParameterName, 'Copies that take a write; a majority when absent')
            [CompletionResult]::new('--reads', '--reads', [CompletionResultType]::ParameterName, 'Read quorums as an expression, such as "choose(2, [a, b, c]) + d*e"')
            [CompletionResult]::new('--writes', '--writes', [CompletionResultType]::ParameterName, 'Write quorums as an expression; the sets that meet every read when absent')
            [CompletionResult]::new('--node-availability', '--node-availability', [CompletionResultType]::ParameterName, 'Chance that a node is up, its zone being up; one for all or one each; separated by commas')
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Zone of each node, in their order, such as a,a,b; separated by commas')
            [CompletionResult]::new('--zone-availability', '--zone-availability', [CompletionResultType]::ParameterName, 'Chance that a zone is up; one for all [default: 100%]')
            [CompletionResult]::new('--read-capacity', '--read-capacity', [CompletionResultType]::ParameterName, 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]')
            [CompletionResult]::new('--write-capacity', '--write-capacity', [CompletionResultType]::ParameterName, 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]')
            [CompletionResult]::new('--read-fraction', '--read-fraction', [CompletionResultType]::ParameterName, 'Reads among all operations [default: 50%]')
            [CompletionResult]::new('--mix', '--mix', [CompletionResultType]::ParameterName, 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas')
            [CompletionResult]::new('--weights', '--weights', [CompletionResultType]::ParameterName, 'Votes of each copy; --r and --w then count votes; separated by commas')
            [CompletionResult]::new('--groups', '--groups', [CompletionResultType]::ParameterName, 'Copies that one cause takes down together, and how often it is up: 1+2=99.99%; separated by commas')
            [CompletionResult]::new('--trials', '--trials', [CompletionResultType]::ParameterName, 'States drawn where the exact availability would take too long [default: 200000]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of those [default: 1]')
            [CompletionResult]::new('--survive', '--survive', [CompletionResultType]::ParameterName, 'Use only sets that are still quorums after this many of their members are lost [default: 0]')
            [CompletionResult]::new('--optimise', '--optimise', [CompletionResultType]::ParameterName, 'What the strategy makes least [default: load]')
            [CompletionResult]::new('--node-latency', '--node-latency', [CompletionResultType]::ParameterName, 'Time until a node answers; one for all or one each; separated by commas')
            [CompletionResult]::new('--load-limit', '--load-limit', [CompletionResultType]::ParameterName, 'The busiest node carries at most this')
            [CompletionResult]::new('--network-limit', '--network-limit', [CompletionResultType]::ParameterName, 'An operation contacts at most this many nodes')
            [CompletionResult]::new('--latency-limit', '--latency-limit', [CompletionResultType]::ParameterName, 'A quorum has answered within this, on average')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;search' {
            [CompletionResult]::new('--nodes', '--nodes', [CompletionResultType]::ParameterName, 'Nodes, to 12; they are named n1, n2 and so on')
            [CompletionResult]::new('--read-fraction', '--read-fraction', [CompletionResultType]::ParameterName, 'Reads among all operations [default: 50%]')
            [CompletionResult]::new('--mix', '--mix', [CompletionResultType]::ParameterName, 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas')
            [CompletionResult]::new('--read-capacity', '--read-capacity', [CompletionResultType]::ParameterName, 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]')
            [CompletionResult]::new('--write-capacity', '--write-capacity', [CompletionResultType]::ParameterName, 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]')
            [CompletionResult]::new('--node-latency', '--node-latency', [CompletionResultType]::ParameterName, 'Time until a node answers; one for all or one each; separated by commas')
            [CompletionResult]::new('--optimise', '--optimise', [CompletionResultType]::ParameterName, 'What is made least [default: load]')
            [CompletionResult]::new('--load-limit', '--load-limit', [CompletionResultType]::ParameterName, 'The busiest node carries at most this')
            [CompletionResult]::new('--network-limit', '--network-limit', [CompletionResultType]::ParameterName, 'An operation contacts at most this many nodes')
            [CompletionResult]::new('--latency-limit', '--latency-limit', [CompletionResultType]::ParameterName, 'A quorum has answered within this, on average')
            [CompletionResult]::new('--resilience', '--resilience', [CompletionResultType]::ParameterName, 'Losses that reads and writes survive, whichever they are [default: 0]')
            [CompletionResult]::new('--survive', '--survive', [CompletionResultType]::ParameterName, 'Losses within a picked set that leave a quorum in it [default: 0]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;staleness' {
            [CompletionResult]::new('--n', '--n', [CompletionResultType]::ParameterName, 'Copies [default: 3]')
            [CompletionResult]::new('--r', '--r', [CompletionResultType]::ParameterName, 'Copies that answer a read [default: 1]')
            [CompletionResult]::new('--w', '--w', [CompletionResultType]::ParameterName, 'Copies that take a write [default: 1]')
            [CompletionResult]::new('--k', '--k', [CompletionResultType]::ParameterName, 'Versions: how often is a read older than this many [default: 1]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Published delays of a production system [default: lnkd_disk]')
            [CompletionResult]::new('--write', '--write', [CompletionResultType]::ParameterName, 'Delay of a write to a copy in place of the profile''s: "exp(5ms)"; one each with ;')
            [CompletionResult]::new('--ack', '--ack', [CompletionResultType]::ParameterName, 'Delay of its acknowledgement')
            [CompletionResult]::new('--read', '--read', [CompletionResultType]::ParameterName, 'Delay of a read to a copy')
            [CompletionResult]::new('--response', '--response', [CompletionResultType]::ParameterName, 'Delay of its answer')
            [CompletionResult]::new('--in-order', '--in-order', [CompletionResultType]::ParameterName, 'Writes on each link per second, where links deliver in order: a slow one holds back the next')
            [CompletionResult]::new('--pace', '--pace', [CompletionResultType]::ParameterName, 'How those writes follow each other [default: random]')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Time between the commit and the read [default: 0ms]')
            [CompletionResult]::new('--times', '--times', [CompletionResultType]::ParameterName, 'More such times; gives a curve; separated by commas')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'Freshness whose time is asked for [default: 99.9%]')
            [CompletionResult]::new('--percentile', '--percentile', [CompletionResultType]::ParameterName, 'Percentile of the latencies [default: 99%]')
            [CompletionResult]::new('--half-width', '--half-width', [CompletionResultType]::ParameterName, 'Sample until half the 95 % interval is at most this')
            [CompletionResult]::new('--item-writes', '--item-writes', [CompletionResultType]::ParameterName, 'Writes to one item; with --client-reads gives reads that go back in time')
            [CompletionResult]::new('--client-reads', '--client-reads', [CompletionResultType]::ParameterName, 'Reads of that item by one client')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the sampling [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;slo' {
            [CompletionResult]::new('--objective', '--objective', [CompletionResultType]::ParameterName, 'Share of good events')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Window of the objective [default: 30d]')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second; gives the budget in requests')
            [CompletionResult]::new('--error-ratio', '--error-ratio', [CompletionResultType]::ParameterName, 'Share of bad events now; gives the burn rate')
            [CompletionResult]::new('--outage', '--outage', [CompletionResultType]::ParameterName, 'A full outage of this length; gives its share of the budget')
            [CompletionResult]::new('--failed', '--failed', [CompletionResultType]::ParameterName, 'Failures in one alert window, with --rate; gives what they burn [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;availability' {
            [CompletionResult]::new('--serial', '--serial', [CompletionResultType]::ParameterName, 'Availabilities of parts that are all needed; separated by commas')
            [CompletionResult]::new('--needed-by', '--needed-by', [CompletionResultType]::ParameterName, 'Share of the requests that needs each of them; absent: all requests; separated by commas')
            [CompletionResult]::new('--parallel', '--parallel', [CompletionResultType]::ParameterName, 'Availabilities of parts of which one is enough, the one in use first; separated by commas')
            [CompletionResult]::new('--failover-works', '--failover-works', [CompletionResultType]::ParameterName, 'Chance that the switch between parallel parts works [default: 100%]')
            [CompletionResult]::new('--k', '--k', [CompletionResultType]::ParameterName, 'How many of the nodes are needed')
            [CompletionResult]::new('--nodes', '--nodes', [CompletionResultType]::ParameterName, 'Availabilities of the nodes, k of which are needed; one with --n for all; separated by commas')
            [CompletionResult]::new('--n', '--n', [CompletionResultType]::ParameterName, 'How many nodes, where --nodes gives one availability')
            [CompletionResult]::new('--shared-fate', '--shared-fate', [CompletionResultType]::ParameterName, 'Availability of what all parts share: a control plane, a configuration [default: 100%]')
            [CompletionResult]::new('--slo', '--slo', [CompletionResultType]::ParameterName, 'The objective of the whole; gives what each part must reach')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Window for the downtime [default: 365d]')
            [CompletionResult]::new('--mtbf', '--mtbf', [CompletionResultType]::ParameterName, 'Mean time between failures of a part in series; with --mttr')
            [CompletionResult]::new('--mttr', '--mttr', [CompletionResultType]::ParameterName, 'Mean time to repair it')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;retry' {
            [CompletionResult]::new('--attempts', '--attempts', [CompletionResultType]::ParameterName, 'Attempts of each layer, the first try included, outermost first; separated by commas')
            [CompletionResult]::new('--products', '--products', [CompletionResultType]::ParameterName, 'Product of each layer: --attempts are then its own setting, which may not count the first try; separated by commas')
            [CompletionResult]::new('--peers', '--peers', [CompletionResultType]::ParameterName, 'Backends that one request may try in each layer, each once; one for all or one each; separated by commas')
            [CompletionResult]::new('--hedges', '--hedges', [CompletionResultType]::ParameterName, 'Copies that hedging sends beside each attempt of the innermost layer [default: 0]')
            [CompletionResult]::new('--deliveries', '--deliveries', [CompletionResultType]::ParameterName, 'Deliveries of a queue in front, the first included [default: 1]')
            [CompletionResult]::new('--failure', '--failure', [CompletionResultType]::ParameterName, 'Chance that one attempt at the innermost service fails [default: 0%]')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'Retries allowed per request of each layer, one for each or one for all; separated by commas')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;backoff' {
            [CompletionResult]::new('--library', '--library', [CompletionResultType]::ParameterName, 'A library whose default attempts and waits stand in place of the other flags')
            [CompletionResult]::new('--attempts', '--attempts', [CompletionResultType]::ParameterName, 'Attempts, the first try included [default: 3]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout of an attempt [default: 1s]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'First wait [default: 100ms]')
            [CompletionResult]::new('--factor', '--factor', [CompletionResultType]::ParameterName, 'Growth for each retry [default: 2]')
            [CompletionResult]::new('--cap', '--cap', [CompletionResultType]::ParameterName, 'Longest wait [default: 20s]')
            [CompletionResult]::new('--jitter', '--jitter', [CompletionResultType]::ParameterName, 'How waits are spread [default: full]')
            [CompletionResult]::new('--growth', '--growth', [CompletionResultType]::ParameterName, 'How waits grow [default: exponential]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;deadline' {
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time the caller has')
            [CompletionResult]::new('--elapsed', '--elapsed', [CompletionResultType]::ParameterName, 'Already gone [default: 0ms]')
            [CompletionResult]::new('--reserve', '--reserve', [CompletionResultType]::ParameterName, 'Kept for the caller''s own work afterwards [default: 0ms]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout of an attempt [default: 1s]')
            [CompletionResult]::new('--attempts', '--attempts', [CompletionResultType]::ParameterName, 'Attempts wanted, the first try included [default: 3]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'First wait [default: 100ms]')
            [CompletionResult]::new('--factor', '--factor', [CompletionResultType]::ParameterName, 'Growth for each retry [default: 2]')
            [CompletionResult]::new('--cap', '--cap', [CompletionResultType]::ParameterName, 'Longest wait [default: 20s]')
            [CompletionResult]::new('--jitter', '--jitter', [CompletionResultType]::ParameterName, 'How waits are spread [default: full]')
            [CompletionResult]::new('--growth', '--growth', [CompletionResultType]::ParameterName, 'How waits grow [default: exponential]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;tail' {
            [CompletionResult]::new('--fan-out', '--fan-out', [CompletionResultType]::ParameterName, 'Leaf calls that the request waits for')
            [CompletionResult]::new('--slow', '--slow', [CompletionResultType]::ParameterName, 'Leaf calls that are slow [default: 1%]')
            [CompletionResult]::new('--servers', '--servers', [CompletionResultType]::ParameterName, 'Servers behind the leaves, where slowness belongs to the server')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Requests that must be fast [default: 99%]')
            [CompletionResult]::new('--mean', '--mean', [CompletionResultType]::ParameterName, 'Mean latency of a leaf; gives percentiles of the slowest, exponential latencies')
            [CompletionResult]::new('--kth', '--kth', [CompletionResultType]::ParameterName, 'Answers that are enough, with --mean: the k-th fastest of the leaves')
            [CompletionResult]::new('--chain', '--chain', [CompletionResultType]::ParameterName, 'Calls one after the other, with --mean; their percentiles do not add [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;hedge' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Percentile of the latency after which a copy is sent [default: 95%]')
            [CompletionResult]::new('--fan-out', '--fan-out', [CompletionResultType]::ParameterName, 'Leaf calls of a request, the percentile being that of the request [default: 1]')
            [CompletionResult]::new('--mean', '--mean', [CompletionResultType]::ParameterName, 'Mean latency; gives percentiles with and without, exponential and independent')
            [CompletionResult]::new('--percentile', '--percentile', [CompletionResultType]::ParameterName, 'Percentile asked for [default: 99%]')
            [CompletionResult]::new('--busy', '--busy', [CompletionResultType]::ParameterName, 'Servers that are busy when a request comes; gives tied requests, with --wait')
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Mean wait at a busy server [default: 10ms]')
            [CompletionResult]::new('--stagger', '--stagger', [CompletionResultType]::ParameterName, 'The second copy is sent this much later [default: 0ms]')
            [CompletionResult]::new('--cancel', '--cancel', [CompletionResultType]::ParameterName, 'Time that a cancellation takes [default: 0ms]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;queue' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Arrivals')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Mean service time of one request')
            [CompletionResult]::new('--servers', '--servers', [CompletionResultType]::ParameterName, 'Servers behind one queue [default: 1]')
            [CompletionResult]::new('--cv', '--cv', [CompletionResultType]::ParameterName, 'Standard deviation of the service time over its mean, one server; 1 = exponential')
            [CompletionResult]::new('--arrival-cv', '--arrival-cv', [CompletionResultType]::ParameterName, 'Standard deviation of the gaps between arrivals over their mean, one server; 1 = random arrivals')
            [CompletionResult]::new('--percentile', '--percentile', [CompletionResultType]::ParameterName, 'Percentile of wait and response [default: 99%]')
            [CompletionResult]::new('--service-error', '--service-error', [CompletionResultType]::ParameterName, 'How wrong the service time may be; gives the wait if it is [default: 5%]')
            [CompletionResult]::new('--backlog', '--backlog', [CompletionResultType]::ParameterName, 'Requests already queued; gives the time to drain them')
            [CompletionResult]::new('--wait-budget', '--wait-budget', [CompletionResultType]::ParameterName, 'Longest wait that makes sense; gives the bound of the queue')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;burst' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Arrivals at the peak')
            [CompletionResult]::new('--capacity', '--capacity', [CompletionResultType]::ParameterName, 'What the servers finish')
            [CompletionResult]::new('--ratio', '--ratio', [CompletionResultType]::ParameterName, 'Arrivals in the burst over the peak [default: 2]')
            [CompletionResult]::new('--length', '--length', [CompletionResultType]::ParameterName, 'How long the burst lasts [default: 10s]')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Rate that a limiter lets through in the long run: the refill of a token bucket')
            [CompletionResult]::new('--tokens', '--tokens', [CompletionResultType]::ParameterName, 'Tokens of its bucket, with --limit [default: 0]')
            [CompletionResult]::new('--concurrent', '--concurrent', [CompletionResultType]::ParameterName, 'Requests that a limiter holds at once, with --service')
            [CompletionResult]::new('--service', '--service', [CompletionResultType]::ParameterName, 'Mean busy time of one request')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;concurrency' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second')
            [CompletionResult]::new('--time', '--time', [CompletionResultType]::ParameterName, 'Time each spends in the system')
            [CompletionResult]::new('--in-system', '--in-system', [CompletionResultType]::ParameterName, 'Requests in the system: threads, connections, slots')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;usl' {
            [CompletionResult]::new('--contention', '--contention', [CompletionResultType]::ParameterName, 'Share of the work that is done one at a time (sigma) [default: 0.05]')
            [CompletionResult]::new('--coherency', '--coherency', [CompletionResultType]::ParameterName, 'Cost of agreeing with each other (kappa) [default: 0.0005]')
            [CompletionResult]::new('--at-one', '--at-one', [CompletionResultType]::ParameterName, 'Throughput at load 1 (gamma) [default: 1/s]')
            [CompletionResult]::new('--load', '--load', [CompletionResultType]::ParameterName, 'Load: clients, threads or nodes; gives the throughput there')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;hot-key' {
            [CompletionResult]::new('--keys', '--keys', [CompletionResultType]::ParameterName, 'Distinct keys')
            [CompletionResult]::new('--theta', '--theta', [CompletionResultType]::ParameterName, 'Exponent of the Zipf distribution; 0 is uniform [default: 0.99]')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'Hottest keys whose share of the requests is asked for [default: 1%]')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second; gives the load of the hottest shard')
            [CompletionResult]::new('--shards', '--shards', [CompletionResultType]::ParameterName, 'Shards [default: 1]')
            [CompletionResult]::new('--capacity', '--capacity', [CompletionResultType]::ParameterName, 'Capacity of a shard; gives the number of salts')
            [CompletionResult]::new('--fill', '--fill', [CompletionResultType]::ParameterName, 'Share of that capacity to use [default: 80%]')
            [CompletionResult]::new('--tokens', '--tokens', [CompletionResultType]::ParameterName, 'Random tokens of each shard on a ring; absent: shards are equal parts')
            [CompletionResult]::new('--trials', '--trials', [CompletionResultType]::ParameterName, 'Placements drawn for the spread [default: 200]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the draw [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;ring' {
            [CompletionResult]::new('--nodes', '--nodes', [CompletionResultType]::ParameterName, 'Nodes')
            [CompletionResult]::new('--vnodes', '--vnodes', [CompletionResultType]::ParameterName, 'Virtual nodes (tokens) of each [default: 16]')
            [CompletionResult]::new('--trials', '--trials', [CompletionResultType]::ParameterName, 'Placements drawn for the spread [default: 200]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed of the draw [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;bins' {
            [CompletionResult]::new('--bins', '--bins', [CompletionResultType]::ParameterName, 'Bins: nodes, shards, servers')
            [CompletionResult]::new('--balls', '--balls', [CompletionResultType]::ParameterName, 'Items placed')
            [CompletionResult]::new('--choices', '--choices', [CompletionResultType]::ParameterName, 'Random bins looked at for each item; the least full takes it [default: 1]')
            [CompletionResult]::new('--utilisation', '--utilisation', [CompletionResultType]::ParameterName, 'Utilisation of servers that are chosen so; gives the time in the system')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed where it is simulated [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;rebalance' {
            [CompletionResult]::new('--before', '--before', [CompletionResultType]::ParameterName, 'Nodes before')
            [CompletionResult]::new('--after', '--after', [CompletionResultType]::ParameterName, 'Nodes after')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Data in all, copies included; gives bytes moved and time')
            [CompletionResult]::new('--throttle', '--throttle', [CompletionResultType]::ParameterName, 'Bytes that each source sends in a second [default: 50 MB]')
            [CompletionResult]::new('--sources', '--sources', [CompletionResultType]::ParameterName, 'Nodes that send at once; the smaller number of nodes when absent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;lease' {
            [CompletionResult]::new('--ttl', '--ttl', [CompletionResultType]::ParameterName, 'Time to live')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'The holder stops this long before the end [default: 0ms]')
            [CompletionResult]::new('--drift', '--drift', [CompletionResultType]::ParameterName, 'Difference of clock speeds, as a share of time [default: 200ppm]')
            [CompletionResult]::new('--max-pause', '--max-pause', [CompletionResultType]::ParameterName, 'Longest pause of the holder: garbage collection, a stopped machine [default: 0ms]')
            [CompletionResult]::new('--max-delivery', '--max-delivery', [CompletionResultType]::ParameterName, 'Longest delivery of a message that the holder sent [default: 0ms]')
            [CompletionResult]::new('--renew', '--renew', [CompletionResultType]::ParameterName, 'Interval of renewals; that of the tries when 0 [default: 0ms]')
            [CompletionResult]::new('--lock-delay', '--lock-delay', [CompletionResultType]::ParameterName, 'Time after the end before another may hold it [default: 0ms]')
            [CompletionResult]::new('--instances', '--instances', [CompletionResultType]::ParameterName, 'Independent instances of which a majority grants it; gives what is left of it')
            [CompletionResult]::new('--elapsed', '--elapsed', [CompletionResultType]::ParameterName, 'Time that acquiring on those took [default: 0ms]')
            [CompletionResult]::new('--retry', '--retry', [CompletionResultType]::ParameterName, 'Interval of the contenders'' tries [default: 2s]')
            [CompletionResult]::new('--retry-jitter', '--retry-jitter', [CompletionResultType]::ParameterName, 'By how much of it a try may come later; 1.2 in Kubernetes [default: 1.2]')
            [CompletionResult]::new('--rtt', '--rtt', [CompletionResultType]::ParameterName, 'Round trip to the lock service [default: 1ms]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;failover' {
            [CompletionResult]::new('--voters', '--voters', [CompletionResultType]::ParameterName, 'Voters, the lost leader included [default: 3]')
            [CompletionResult]::new('--election-timeout', '--election-timeout', [CompletionResultType]::ParameterName, 'Shortest election timeout T [default: 1s]')
            [CompletionResult]::new('--spread', '--spread', [CompletionResultType]::ParameterName, 'How much longer a follower''s draw can be; T itself when absent: draws from T to 2T')
            [CompletionResult]::new('--heartbeat', '--heartbeat', [CompletionResultType]::ParameterName, 'Interval of heartbeats [default: 100ms]')
            [CompletionResult]::new('--tick', '--tick', [CompletionResultType]::ParameterName, 'Granularity in which followers count time, 0 for none; absent: the heartbeat, as in etcd, where the timeout is at least 5 of them, else 0')
            [CompletionResult]::new('--rtt', '--rtt', [CompletionResultType]::ParameterName, 'Round trip between voters [default: 1ms]')
            [CompletionResult]::new('--catch-up', '--catch-up', [CompletionResultType]::ParameterName, 'Time for the new leader to apply what it lacks [default: 0ms]')
            [CompletionResult]::new('--rediscovery', '--rediscovery', [CompletionResultType]::ParameterName, 'Time for clients to find it [default: 0ms]')
            [CompletionResult]::new('--takes', '--takes', [CompletionResultType]::ParameterName, 'Time without a leader, when it is known: then only its cost is worked out')
            [CompletionResult]::new('--percentile', '--percentile', [CompletionResultType]::ParameterName, 'Percentile of the time that is asked for [default: 99%]')
            [CompletionResult]::new('--per-year', '--per-year', [CompletionResultType]::ParameterName, 'Failovers [default: 2/y]')
            [CompletionResult]::new('--planned', '--planned', [CompletionResultType]::ParameterName, 'Planned moves of the leader besides [default: 0/y]')
            [CompletionResult]::new('--handover', '--handover', [CompletionResultType]::ParameterName, 'How long one of those takes; absent: as long as a failover')
            [CompletionResult]::new('--key-share', '--key-share', [CompletionResultType]::ParameterName, 'Share of the keys that a failover touches [default: 100%]')
            [CompletionResult]::new('--objective', '--objective', [CompletionResultType]::ParameterName, 'Objective whose budget it spends [default: 99.9%]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;durability' {
            [CompletionResult]::new('--copies', '--copies', [CompletionResultType]::ParameterName, 'Full copies; shards in all with --parity [default: 3]')
            [CompletionResult]::new('--parity', '--parity', [CompletionResultType]::ParameterName, 'Shards of parity among them: an erasure code; absent means full copies')
            [CompletionResult]::new('--annual-failure-rate', '--annual-failure-rate', [CompletionResultType]::ParameterName, 'Failures of a disk or node per year: 2%, 0.02 or 0.02/y [default: 0.01]')
            [CompletionResult]::new('--repair', '--repair', [CompletionResultType]::ParameterName, 'Time until a lost copy is whole again [default: 24h]')
            [CompletionResult]::new('--nodes', '--nodes', [CompletionResultType]::ParameterName, 'Nodes of the cluster; with --lost gives the chance of losing a copyset')
            [CompletionResult]::new('--lost', '--lost', [CompletionResultType]::ParameterName, 'Nodes lost at once')
            [CompletionResult]::new('--copysets', '--copysets', [CompletionResultType]::ParameterName, 'Distinct sets of nodes that hold all copies of something [default: 1]')
            [CompletionResult]::new('--objects', '--objects', [CompletionResultType]::ParameterName, 'Objects stored; gives the years between two losses [default: 1]')
            [CompletionResult]::new('--repairs', '--repairs', [CompletionResultType]::ParameterName, 'Lost copies are rebuilt one by one, or all at once [default: serial]')
            [CompletionResult]::new('--bursts', '--bursts', [CompletionResultType]::ParameterName, 'Shared causes a year that take many nodes at once: power, a bad push [default: 0]')
            [CompletionResult]::new('--loss-per-burst', '--loss-per-burst', [CompletionResultType]::ParameterName, 'Chance that such a cause loses the data [default: 0%]')
            [CompletionResult]::new('--scatter', '--scatter', [CompletionResultType]::ParameterName, 'Nodes that each node shares data with; gives the copysets, with --nodes')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;budget' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'First attempts per second; gives the retries of a ratio budget')
            [CompletionResult]::new('--ratio', '--ratio', [CompletionResultType]::ParameterName, 'Retries per first attempt [default: 20%]')
            [CompletionResult]::new('--floor', '--floor', [CompletionResultType]::ParameterName, 'Retries that are always allowed, on top [default: 10/s]')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Window over which the ratio may be saved up [default: 10s]')
            [CompletionResult]::new('--tokens', '--tokens', [CompletionResultType]::ParameterName, 'Tokens of a bucket; gives the retries until it is empty')
            [CompletionResult]::new('--cost', '--cost', [CompletionResultType]::ParameterName, 'Tokens that a retry takes [default: 5]')
            [CompletionResult]::new('--success-tokens', '--success-tokens', [CompletionResultType]::ParameterName, 'Tokens that a success gives back, with --tokens: gRPC''s throttle')
            [CompletionResult]::new('--active', '--active', [CompletionResultType]::ParameterName, 'Requests active and pending; gives the retries of a concurrency budget')
            [CompletionResult]::new('--concurrent-share', '--concurrent-share', [CompletionResultType]::ParameterName, 'Share of those that may be retries [default: 20%]')
            [CompletionResult]::new('--concurrent-floor', '--concurrent-floor', [CompletionResultType]::ParameterName, 'Retries in flight that are always allowed [default: 3]')
            [CompletionResult]::new('--requests', '--requests', [CompletionResultType]::ParameterName, 'Requests of two minutes; with --accepts gives what the client drops itself')
            [CompletionResult]::new('--accepts', '--accepts', [CompletionResultType]::ParameterName, 'Requests of those that the service accepted')
            [CompletionResult]::new('--k', '--k', [CompletionResultType]::ParameterName, 'Multiplier of the adaptive throttle [default: 2]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;timeline' {
            [CompletionResult]::new('--attempts', '--attempts', [CompletionResultType]::ParameterName, 'Attempts of each tier, the first included, outermost first; separated by commas')
            [CompletionResult]::new('--timeouts', '--timeouts', [CompletionResultType]::ParameterName, 'Timeout of one attempt of each tier, outermost first; separated by commas')
            [CompletionResult]::new('--backoff', '--backoff', [CompletionResultType]::ParameterName, 'Wait between two attempts, the same for every tier [default: 0ms]')
            [CompletionResult]::new('--fails-after', '--fails-after', [CompletionResultType]::ParameterName, 'The last service fails after this long; absent: it never answers')
            [CompletionResult]::new('--retry-timeouts', '--retry-timeouts', [CompletionResultType]::ParameterName, 'A tier tries again after its own timeout [default: yes]')
            [CompletionResult]::new('--retry-failures', '--retry-failures', [CompletionResultType]::ParameterName, 'A tier tries again when the tier below says that it failed (a 504 that is listed) [default: yes]')
            [CompletionResult]::new('--cancel', '--cancel', [CompletionResultType]::ParameterName, 'A tier that times out stops the work below [default: yes]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;contention' {
            [CompletionResult]::new('--clients', '--clients', [CompletionResultType]::ParameterName, 'Clients, each of which must write once [default: 100]')
            [CompletionResult]::new('--base', '--base', [CompletionResultType]::ParameterName, 'First wait [default: 5ms]')
            [CompletionResult]::new('--cap', '--cap', [CompletionResultType]::ParameterName, 'Longest wait [default: 2s]')
            [CompletionResult]::new('--network', '--network', [CompletionResultType]::ParameterName, 'Mean delay of a message [default: 10ms]')
            [CompletionResult]::new('--network-sd', '--network-sd', [CompletionResultType]::ParameterName, 'Its standard deviation [default: 2ms]')
            [CompletionResult]::new('--trials', '--trials', [CompletionResultType]::ParameterName, 'Contests played out [default: 20]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Seed [default: 1]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;metastable' {
            [CompletionResult]::new('--capacity', '--capacity', [CompletionResultType]::ParameterName, 'What the service can do')
            [CompletionResult]::new('--load', '--load', [CompletionResultType]::ParameterName, 'First attempts that come')
            [CompletionResult]::new('--amplification', '--amplification', [CompletionResultType]::ParameterName, 'Calls for each of them when everything fails: attempts, or 1 + budget')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;ejection' {
            [CompletionResult]::new('--hosts', '--hosts', [CompletionResultType]::ParameterName, 'Hosts behind one client or proxy')
            [CompletionResult]::new('--failure', '--failure', [CompletionResultType]::ParameterName, 'Attempts that fail although the host is sound')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Attempts that this client sends')
            [CompletionResult]::new('--consecutive', '--consecutive', [CompletionResultType]::ParameterName, 'Failures in a row that leave a host out [default: 1]')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Time that it is left out [default: 10s]')
            [CompletionResult]::new('--max', '--max', [CompletionResultType]::ParameterName, 'Hosts that may be out at once; at least one [default: 100%]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;herd' {
            [CompletionResult]::new('--clients', '--clients', [CompletionResultType]::ParameterName, 'Clients that come together')
            [CompletionResult]::new('--rtt', '--rtt', [CompletionResultType]::ParameterName, 'Round trip: without spreading they come within one [default: 1ms]')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'Window over which they are spread; gives the rate')
            [CompletionResult]::new('--capacity', '--capacity', [CompletionResultType]::ParameterName, 'What the service can take; gives the least window')
            [CompletionResult]::new('--load', '--load', [CompletionResultType]::ParameterName, 'What it already carries [default: 0/s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;cache' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second')
            [CompletionResult]::new('--hits', '--hits', [CompletionResultType]::ParameterName, 'Requests that the warm cache answers')
            [CompletionResult]::new('--cold-hits', '--cold-hits', [CompletionResultType]::ParameterName, 'Requests that the cold cache answers [default: 0%]')
            [CompletionResult]::new('--store', '--store', [CompletionResultType]::ParameterName, 'Capacity of the store; says whether a cold start recovers')
            [CompletionResult]::new('--key-rate', '--key-rate', [CompletionResultType]::ParameterName, 'Requests per second for one popular entry; gives the stampede')
            [CompletionResult]::new('--recompute', '--recompute', [CompletionResultType]::ParameterName, 'Time to compute that entry [default: 100ms]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;breaker' {
            [CompletionResult]::new('--outage', '--outage', [CompletionResultType]::ParameterName, 'Length of an outage [default: 10min]')
            [CompletionResult]::new('--open', '--open', [CompletionResultType]::ParameterName, 'Time it stays open before it probes [default: 60s]')
            [CompletionResult]::new('--half-open', '--half-open', [CompletionResultType]::ParameterName, 'Calls it lets through as a probe [default: 1]')
            [CompletionResult]::new('--calls', '--calls', [CompletionResultType]::ParameterName, 'Least number of calls that it judges [default: 100]')
            [CompletionResult]::new('--fail-rate', '--fail-rate', [CompletionResultType]::ParameterName, 'Failures at which it opens [default: 50%]')
            [CompletionResult]::new('--usual', '--usual', [CompletionResultType]::ParameterName, 'Failures that are normal [default: 1%]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;commit' {
            [CompletionResult]::new('--client-rtt', '--client-rtt', [CompletionResultType]::ParameterName, 'Round trip from the client to the leader or coordinator [default: 0ms]')
            [CompletionResult]::new('--rtts', '--rtts', [CompletionResultType]::ParameterName, 'Round trips from there to each other copy (leaderless: to each copy); separated by commas')
            [CompletionResult]::new('--quorum', '--quorum', [CompletionResultType]::ParameterName, 'Copies that must have the write, the leader included; a majority when absent')
            [CompletionResult]::new('--fsync', '--fsync', [CompletionResultType]::ParameterName, 'Time to flush the write [default: 0ms]')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Who collects the answers [default: leader]')
            [CompletionResult]::new('--km', '--km', [CompletionResultType]::ParameterName, 'Distance; gives the shortest round trip that light in fibre allows')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Latitude and longitude of one place, in degrees; with --to; separated by commas')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Latitude and longitude of the other; separated by commas')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;suspicion' {
            [CompletionResult]::new('--loss', '--loss', [CompletionResultType]::ParameterName, 'Heartbeats that are lost, independently [default: 1%]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Time without a heartbeat that makes suspicious [default: 1s]')
            [CompletionResult]::new('--heartbeat', '--heartbeat', [CompletionResultType]::ParameterName, 'Interval of heartbeats [default: 100ms]')
            [CompletionResult]::new('--phi', '--phi', [CompletionResultType]::ParameterName, 'Threshold of a phi accrual detector instead')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;zones' {
            [CompletionResult]::new('--zones', '--zones', [CompletionResultType]::ParameterName, 'Equal zones')
            [CompletionResult]::new('--lost', '--lost', [CompletionResultType]::ParameterName, 'Zones that may be lost at once [default: 1]')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'Utilisation that is still fine after the loss [default: 100%]')
            [CompletionResult]::new('--capacities', '--capacities', [CompletionResultType]::ParameterName, 'Capacities of unlike zones; the largest is lost; separated by commas')
            [CompletionResult]::new('--utilisation', '--utilisation', [CompletionResultType]::ParameterName, 'Utilisation in normal times; gives that after the loss')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;partition' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'Length of the partition')
            [CompletionResult]::new('--minority', '--minority', [CompletionResultType]::ParameterName, 'Clients on the side without a quorum')
            [CompletionResult]::new('--leader-in-minority', '--leader-in-minority', [CompletionResultType]::ParameterName, 'The leader was on that side [default: no]')
            [CompletionResult]::new('--failover', '--failover', [CompletionResultType]::ParameterName, 'Time until the other side has a leader [default: 0ms]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;regions' {
            [CompletionResult]::new('--write-bytes', '--write-bytes', [CompletionResultType]::ParameterName, 'Bytes written per second')
            [CompletionResult]::new('--regions', '--regions', [CompletionResultType]::ParameterName, 'Regions that hold copies')
            [CompletionResult]::new('--egress', '--egress', [CompletionResultType]::ParameterName, 'Price of a gigabyte between regions [default: 0]')
            [CompletionResult]::new('--size', '--size', [CompletionResultType]::ParameterName, 'Data stored, without its copies [default: 0 B]')
            [CompletionResult]::new('--copies', '--copies', [CompletionResultType]::ParameterName, 'Copies in all; one for each region when absent')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;rpo' {
            [CompletionResult]::new('--writes', '--writes', [CompletionResultType]::ParameterName, 'Acknowledged writes per second')
            [CompletionResult]::new('--lag', '--lag', [CompletionResultType]::ParameterName, 'Lag when the machine is lost; a high percentile of it')
            [CompletionResult]::new('--in-process', '--in-process', [CompletionResultType]::ParameterName, 'Time that a write waits in the process, before the kernel has it [default: 0ms]')
            [CompletionResult]::new('--bytes', '--bytes', [CompletionResultType]::ParameterName, 'Size of a write [default: 1 kB]')
            [CompletionResult]::new('--apply', '--apply', [CompletionResultType]::ParameterName, 'Writes that a follower applies per second; says how the lag grows or shrinks')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;conflict' {
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Writes to one key per second')
            [CompletionResult]::new('--lag', '--lag', [CompletionResultType]::ParameterName, 'Time until a write is seen everywhere [default: 1s]')
            [CompletionResult]::new('--uncertainty', '--uncertainty', [CompletionResultType]::ParameterName, 'Uncertainty of a clock, to either side [default: 0ms]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;repair' {
            [CompletionResult]::new('--interval', '--interval', [CompletionResultType]::ParameterName, 'Time between two full repairs [default: 7d]')
            [CompletionResult]::new('--grace', '--grace', [CompletionResultType]::ParameterName, 'Time for which tombstones are kept [default: 10d]')
            [CompletionResult]::new('--hints', '--hints', [CompletionResultType]::ParameterName, 'Outage up to which missed writes are handed over [default: 3h]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;follower' {
            [CompletionResult]::new('--lag', '--lag', [CompletionResultType]::ParameterName, 'Lag that the follower reports')
            [CompletionResult]::new('--contact', '--contact', [CompletionResultType]::ParameterName, 'Time since it last heard from the leader')
            [CompletionResult]::new('--bound', '--bound', [CompletionResultType]::ParameterName, 'It refuses reads when that is longer than this [default: 10s]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;log' {
            [CompletionResult]::new('--copies', '--copies', [CompletionResultType]::ParameterName, 'Copies of a partition [default: 3]')
            [CompletionResult]::new('--min-in-sync', '--min-in-sync', [CompletionResultType]::ParameterName, 'Copies below which writes are refused [default: 2]')
            [CompletionResult]::new('--unclean', '--unclean', [CompletionResultType]::ParameterName, 'A copy outside the set may become leader [default: no]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;transaction' {
            [CompletionResult]::new('--commits', '--commits', [CompletionResultType]::ParameterName, 'Commit latency of each participant; two-phase commit; separated by commas')
            [CompletionResult]::new('--availabilities', '--availabilities', [CompletionResultType]::ParameterName, 'Availability of each participant and of the coordinator; separated by commas')
            [CompletionResult]::new('--hold', '--hold', [CompletionResultType]::ParameterName, 'Time that a lock on one key is held; both rounds when 0 [default: 0ms]')
            [CompletionResult]::new('--steps', '--steps', [CompletionResultType]::ParameterName, 'Latency of each step of a saga; separated by commas')
            [CompletionResult]::new('--failures', '--failures', [CompletionResultType]::ParameterName, 'Chance that each step fails, one for each or one for all; separated by commas')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;dedup' {
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'The longest that any caller goes on trying [default: 0ms]')
            [CompletionResult]::new('--queue-age', '--queue-age', [CompletionResultType]::ParameterName, 'The longest that a message waits in a queue [default: 0ms]')
            [CompletionResult]::new('--redeliveries', '--redeliveries', [CompletionResultType]::ParameterName, 'Redeliveries of a queue [default: 0]')
            [CompletionResult]::new('--visibility', '--visibility', [CompletionResultType]::ParameterName, 'Time after which a queue delivers again [default: 0ms]')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'How long a client keeps a request while it is away [default: 0ms]')
            [CompletionResult]::new('--replay', '--replay', [CompletionResultType]::ParameterName, 'How late parked messages may be replayed [default: 0ms]')
            [CompletionResult]::new('--skew', '--skew', [CompletionResultType]::ParameterName, 'Difference of clocks [default: 0ms]')
            [CompletionResult]::new('--window', '--window', [CompletionResultType]::ParameterName, 'The window that is kept; says whether it is enough')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second that carry a key, writes alone; gives the storage')
            [CompletionResult]::new('--bytes', '--bytes', [CompletionResultType]::ParameterName, 'Size of a record [default: 200 B]')
            [CompletionResult]::new('--ids', '--ids', [CompletionResultType]::ParameterName, 'Random ids drawn; gives the chance of a collision')
            [CompletionResult]::new('--bits', '--bits', [CompletionResultType]::ParameterName, 'Random bits of an id; 122 in a version 4 UUID [default: 122]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;calc;canary' {
            [CompletionResult]::new('--bound', '--bound', [CompletionResultType]::ParameterName, 'Error rate that it shall exclude')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests per second')
            [CompletionResult]::new('--share', '--share', [CompletionResultType]::ParameterName, 'Share of them that the canary gets [default: 1%]')
            [CompletionResult]::new('--confidence', '--confidence', [CompletionResultType]::ParameterName, 'How sure to be [default: 95%]')
            [CompletionResult]::new('--usual', '--usual', [CompletionResultType]::ParameterName, 'Error rate of the old version; gives the requests to tell the two apart')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print one JSON document instead of a table')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;reference' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;presets' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;schema' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;man' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'The date to take for today, such as 2026-11-24')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'dsbench;help' {
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Walk through an example: questions, numbers, findings, the exported brief')
            [CompletionResult]::new('new', 'new', [CompletionResultType]::ParameterValue, 'Write a new brief, with a remark on each table')
            [CompletionResult]::new('ask', 'ask', [CompletionResultType]::ParameterValue, 'Ask the next questions of a brief')
            [CompletionResult]::new('answer', 'answer', [CompletionResultType]::ParameterValue, 'Apply answers in the shape of AskUserQuestion output, all or nothing')
            [CompletionResult]::new('derive', 'derive', [CompletionResultType]::ParameterValue, 'Print every number that follows from a brief, with what it rests on')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check briefs for contradictions, gaps and risks')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Search small models of a brief for runs that break what it claims')
            [CompletionResult]::new('fix', 'fix', [CompletionResultType]::ParameterValue, 'Apply the smallest reversible suggestion of each finding')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write briefs as markdown documents')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Compare two briefs: decisions, numbers and findings that differ')
            [CompletionResult]::new('explore', 'explore', [CompletionResultType]::ParameterValue, 'Try values of a few fields; find the smallest changes that reach a goal')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'Review a brief: what was decided about each finding, what remains, and whether it is ready')
            [CompletionResult]::new('diagnose', 'diagnose', [CompletionResultType]::ParameterValue, 'Rank the causes of an incident, and say what to ask and to do next')
            [CompletionResult]::new('handoff', 'handoff', [CompletionResultType]::ParameterValue, 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a rule, number, question, pattern, experiment or field')
            [CompletionResult]::new('calc', 'calc', [CompletionResultType]::ParameterValue, 'Answer one question without a brief: quorums, retries, queues, tails, leases')
            [CompletionResult]::new('reference', 'reference', [CompletionResultType]::ParameterValue, 'List the reference pages, or print one')
            [CompletionResult]::new('presets', 'presets', [CompletionResultType]::ParameterValue, 'List the presets, or print one')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of a brief, for editors')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page in roff')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'dsbench;help;demo' {
            break
        }
        'dsbench;help;new' {
            break
        }
        'dsbench;help;ask' {
            break
        }
        'dsbench;help;answer' {
            break
        }
        'dsbench;help;derive' {
            break
        }
        'dsbench;help;check' {
            break
        }
        'dsbench;help;verify' {
            break
        }
        'dsbench;help;fix' {
            break
        }
        'dsbench;help;export' {
            break
        }
        'dsbench;help;diff' {
            break
        }
        'dsbench;help;explore' {
            break
        }
        'dsbench;help;review' {
            break
        }
        'dsbench;help;diagnose' {
            break
        }
        'dsbench;help;handoff' {
            break
        }
        'dsbench;help;explain' {
            break
        }
        'dsbench;help;calc' {
            [CompletionResult]::new('quorum', 'quorum', [CompletionResultType]::ParameterValue, 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Which quorums to choose for some nodes: the best of all expressions that name each node once')
            [CompletionResult]::new('staleness', 'staleness', [CompletionResultType]::ParameterValue, 'How often and for how long a partial quorum answers with old data')
            [CompletionResult]::new('slo', 'slo', [CompletionResultType]::ParameterValue, 'What an objective allows: error budget, burn rates, alert windows, what an outage costs')
            [CompletionResult]::new('availability', 'availability', [CompletionResultType]::ParameterValue, 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it')
            [CompletionResult]::new('retry', 'retry', [CompletionResultType]::ParameterValue, 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget')
            [CompletionResult]::new('backoff', 'backoff', [CompletionResultType]::ParameterValue, 'The waits between attempts, and how long a call can take with all of them')
            [CompletionResult]::new('deadline', 'deadline', [CompletionResultType]::ParameterValue, 'What a deadline leaves for a call, how many attempts fit, and which timeout fits')
            [CompletionResult]::new('tail', 'tail', [CompletionResultType]::ParameterValue, 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet')
            [CompletionResult]::new('hedge', 'hedge', [CompletionResultType]::ParameterValue, 'What a second copy after a delay costs and saves')
            [CompletionResult]::new('queue', 'queue', [CompletionResultType]::ParameterValue, 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is')
            [CompletionResult]::new('burst', 'burst', [CompletionResultType]::ParameterValue, 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away')
            [CompletionResult]::new('concurrency', 'concurrency', [CompletionResultType]::ParameterValue, 'Little''s law: of rate, time and number in the system, two give the third')
            [CompletionResult]::new('usl', 'usl', [CompletionResultType]::ParameterValue, 'The Universal Scalability Law: where adding more stops helping')
            [CompletionResult]::new('hot-key', 'hot-key', [CompletionResultType]::ParameterValue, 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into')
            [CompletionResult]::new('ring', 'ring', [CompletionResultType]::ParameterValue, 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next')
            [CompletionResult]::new('bins', 'bins', [CompletionResultType]::ParameterValue, 'How full the fullest bin gets when items are placed at random, or in the emptier of several')
            [CompletionResult]::new('rebalance', 'rebalance', [CompletionResultType]::ParameterValue, 'How much data moves when nodes come or go, and how long that takes')
            [CompletionResult]::new('lease', 'lease', [CompletionResultType]::ParameterValue, 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes')
            [CompletionResult]::new('failover', 'failover', [CompletionResultType]::ParameterValue, 'How long a group is without a leader after a fault, and what that costs in a year')
            [CompletionResult]::new('durability', 'durability', [CompletionResultType]::ParameterValue, 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once')
            [CompletionResult]::new('budget', 'budget', [CompletionResultType]::ParameterValue, 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle')
            [CompletionResult]::new('timeline', 'timeline', [CompletionResultType]::ParameterValue, 'Attempts that really reach the last service when outer timeouts cut inner attempts short')
            [CompletionResult]::new('contention', 'contention', [CompletionResultType]::ParameterValue, 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff')
            [CompletionResult]::new('metastable', 'metastable', [CompletionResultType]::ParameterValue, 'Whether a service recovers by itself once everything failed for a moment')
            [CompletionResult]::new('ejection', 'ejection', [CompletionResultType]::ParameterValue, 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host')
            [CompletionResult]::new('herd', 'herd', [CompletionResultType]::ParameterValue, 'Many clients that come at once: the peak, and the window they have to be spread over')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'What a store sees when its cache is cold, and when a popular entry expires')
            [CompletionResult]::new('breaker', 'breaker', [CompletionResultType]::ParameterValue, 'Probes of a circuit breaker during an outage, and how often it opens for no reason')
            [CompletionResult]::new('commit', 'commit', [CompletionResultType]::ParameterValue, 'How long a replicated write waits, and what losing the nearest copy does to it')
            [CompletionResult]::new('suspicion', 'suspicion', [CompletionResultType]::ParameterValue, 'How often a failure detector suspects a healthy node')
            [CompletionResult]::new('zones', 'zones', [CompletionResultType]::ParameterValue, 'Capacity that must stand by so that the loss of zones is survived')
            [CompletionResult]::new('partition', 'partition', [CompletionResultType]::ParameterValue, 'Requests that a consistent system refuses while it is cut in two')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'What copies in several regions send and store, and what that costs at your prices')
            [CompletionResult]::new('rpo', 'rpo', [CompletionResultType]::ParameterValue, 'What asynchronous replication loses when its source dies: a killed process or a lost machine')
            [CompletionResult]::new('conflict', 'conflict', [CompletionResultType]::ParameterValue, 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait')
            [CompletionResult]::new('repair', 'repair', [CompletionResultType]::ParameterValue, 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints')
            [CompletionResult]::new('follower', 'follower', [CompletionResultType]::ParameterValue, 'How old a follower''s answer can be, and when nothing bounds it')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Losses that a replicated log with an in-sync set survives (acks=all)')
            [CompletionResult]::new('transaction', 'transaction', [CompletionResultType]::ParameterValue, 'What two-phase commit costs, and what a saga exposes')
            [CompletionResult]::new('dedup', 'dedup', [CompletionResultType]::ParameterValue, 'How long idempotency keys must be kept, what they take, and whether ids collide')
            [CompletionResult]::new('canary', 'canary', [CompletionResultType]::ParameterValue, 'How many requests a canary must serve before its silence means something')
            break
        }
        'dsbench;help;calc;quorum' {
            break
        }
        'dsbench;help;calc;search' {
            break
        }
        'dsbench;help;calc;staleness' {
            break
        }
        'dsbench;help;calc;slo' {
            break
        }
        'dsbench;help;calc;availability' {
            break
        }
        'dsbench;help;calc;retry' {
            break
        }
        'dsbench;help;calc;backoff' {
            break
        }
        'dsbench;help;calc;deadline' {
            break
        }
        'dsbench;help;calc;tail' {
            break
        }
        'dsbench;help;calc;hedge' {
            break
        }
        'dsbench;help;calc;queue' {
            break
        }
        'dsbench;help;calc;burst' {
            break
        }
        'dsbench;help;calc;concurrency' {
            break
        }
        'dsbench;help;calc;usl' {
            break
        }
        'dsbench;help;calc;hot-key' {
            break
        }
        'dsbench;help;calc;ring' {
            break
        }
        'dsbench;help;calc;bins' {
            break
        }
        'dsbench;help;calc;rebalance' {
            break
        }
        'dsbench;help;calc;lease' {
            break
        }
        'dsbench;help;calc;failover' {
            break
        }
        'dsbench;help;calc;durability' {
            break
        }
        'dsbench;help;calc;budget' {
            break
        }
        'dsbench;help;calc;timeline' {
            break
        }
        'dsbench;help;calc;contention' {
            break
        }
        'dsbench;help;calc;metastable' {
            break
        }
        'dsbench;help;calc;ejection' {
            break
        }
        'dsbench;help;calc;herd' {
            break
        }
        'dsbench;help;calc;cache' {
            break
        }
        'dsbench;help;calc;breaker' {
            break
        }
        'dsbench;help;calc;commit' {
            break
        }
        'dsbench;help;calc;suspicion' {
            break
        }
        'dsbench;help;calc;zones' {
            break
        }
        'dsbench;help;calc;partition' {
            break
        }
        'dsbench;help;calc;regions' {
            break
        }
        'dsbench;help;calc;rpo' {
            break
        }
        'dsbench;help;calc;conflict' {
            break
        }
        'dsbench;help;calc;repair' {
            break
        }
        'dsbench;help;calc;follower' {
            break
        }
        'dsbench;help;calc;log' {
            break
        }
        'dsbench;help;calc;transaction' {
            break
        }
        'dsbench;help;calc;dedup' {
            break
        }
        'dsbench;help;calc;canary' {
            break
        }
        'dsbench;help;reference' {
            break
        }
        'dsbench;help;presets' {
            break
        }
        'dsbench;help;schema' {
            break
        }
        'dsbench;help;completions' {
            break
        }
        'dsbench;help;man' {
            break
        }
        'dsbench;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
