
use builtin;
use str;

set edit:completion:arg-completer[dsbench] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'dsbench'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'dsbench'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --plain 'Ask the questions as numbered lines instead of drawing screens'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand demo 'Walk through an example: questions, numbers, findings, the exported brief'
            cand new 'Write a new brief, with a remark on each table'
            cand ask 'Ask the next questions of a brief'
            cand answer 'Apply answers in the shape of AskUserQuestion output, all or nothing'
            cand derive 'Print every number that follows from a brief, with what it rests on'
            cand check 'Check briefs for contradictions, gaps and risks'
            cand verify 'Search small models of a brief for runs that break what it claims'
            cand fix 'Apply the smallest reversible suggestion of each finding'
            cand export 'Write briefs as markdown documents'
            cand diff 'Compare two briefs: decisions, numbers and findings that differ'
            cand explore 'Try values of a few fields; find the smallest changes that reach a goal'
            cand review 'Review a brief: what was decided about each finding, what remains, and whether it is ready'
            cand diagnose 'Rank the causes of an incident, and say what to ask and to do next'
            cand handoff 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it'
            cand explain 'Explain a rule, number, question, pattern, experiment or field'
            cand calc 'Answer one question without a brief: quorums, retries, queues, tails, leases'
            cand reference 'List the reference pages, or print one'
            cand presets 'List the presets, or print one'
            cand schema 'Print the JSON Schema of a brief, for editors'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page in roff'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'dsbench;demo'= {
            cand --out 'The folder to write to; a fresh temporary folder when absent'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;new'= {
            cand --preset 'Start from a published system; `dsbench presets` lists them'
            cand --trigger 'What the brief is written for, such as early_design or retry_storm'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --force 'Overwrite a file that is there'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;ask'= {
            cand --path 'Which questions; by default those of the brief''s trigger, then all others'
            cand --limit 'At most so many questions at once'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print the next questions as input for AskUserQuestion'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;answer'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;derive'= {
            cand --only 'Only this number, by id or name; may be given several times'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of tables'
            cand --sensitivity 'Also say which inputs move each number most, and which assumptions decide the outcome'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;check'= {
            cand --format 'How findings are printed'
            cand --deny 'Fail from this severity on'
            cand --baseline 'Fail only on findings that this file does not list'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --update-baseline 'Write the findings of today to the baseline file'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;verify'= {
            cand --claim 'Only this claim, or those about this entity; may be given several times'
            cand --max-states 'Give up on a model after so many states; what was not decided by then is inconclusive'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of text'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;fix'= {
            cand --rule 'Only findings of this rule; then suggestions are applied too that take code, state a fact or lower a promise'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --dry-run 'Say what would change, and write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;export'= {
            cand --out 'The folder to write to'
            cand --with 'Also write these beside each document, separated by commas; `svg` draws the topology, the calls and the charts'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --check 'Write nothing; exit 1 when what stands there is not what would be written'
            cand --force 'Overwrite documents that were edited by hand or are not ours'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;diff'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;explore'= {
            cand --vary 'A field and its values, such as `call.a-b.timeout=100ms..500ms:100ms`; once for each field'
            cand --goal 'What has to come out, such as `no errors and D22 <= 9x`'
            cand --limit 'The most combinations to try'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;review'= {
            cand --out 'Write the report to this folder instead of printing it'
            cand --by 'Who decides'
            cand --fix 'Take the smallest suggestion for this finding'
            cand --waive 'Accept this finding until a date; --note is the reason, at least 40 characters'
            cand --dispute 'Hold this finding to be wrong here; --note says why'
            cand --defer 'Put this finding off; --note says what it waits for'
            cand --item 'Answer an item of the checklist: yes, no or moot'
            cand --note 'The reason, for every decision of this call'
            cand --until 'Until when a waiver or a deferral runs'
            cand --reply 'Take the reply of another reviewer in, as points to be accepted or rejected; - reads stdin'
            cand --accept 'Accept a point of another reviewer: the number of the note and of the point, such as 1.2'
            cand --reject 'Reject a point of another reviewer'
            cand --verdict 'Give the verdict: agree, object or unsure'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --force 'Overwrite a report that was edited by hand or is not ours'
            cand --check 'Exit 1 unless the brief is ready'
            cand --json 'Print one JSON document'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;diagnose'= {
            cand --symptom 'What you see: a symptom, a tree, or words of your own; may be given several times'
            cand --answer 'An answer, such as 5.3.q2=yes; yes, no or unknown. May be given several times'
            cand --apply 'Write what this hypothesis asks for into the brief: a failure, a risk and a change'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;handoff'= {
            cand --to 'The tool that the package is for'
            cand --cli 'The client that the tool starts'
            cand --role 'How the reviewer works: default, planner or codereviewer; by what the review is about'
            cand --about 'What the review is about: algorithm, design or changes'
            cand --out 'The folder to write to [default: handoff/NAME]'
            cand --timeout 'With --run, stop the client after this long'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --run 'Start the client, read-only and without a shell, and keep its reply in the package'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;explain'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --list 'List the calculators with their flags and results'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand quorum 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes'
            cand search 'Which quorums to choose for some nodes: the best of all expressions that name each node once'
            cand staleness 'How often and for how long a partial quorum answers with old data'
            cand slo 'What an objective allows: error budget, burn rates, alert windows, what an outage costs'
            cand availability 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it'
            cand retry 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget'
            cand backoff 'The waits between attempts, and how long a call can take with all of them'
            cand deadline 'What a deadline leaves for a call, how many attempts fit, and which timeout fits'
            cand tail 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet'
            cand hedge 'What a second copy after a delay costs and saves'
            cand queue 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is'
            cand burst 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away'
            cand concurrency 'Little''s law: of rate, time and number in the system, two give the third'
            cand usl 'The Universal Scalability Law: where adding more stops helping'
            cand hot-key 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into'
            cand ring 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next'
            cand bins 'How full the fullest bin gets when items are placed at random, or in the emptier of several'
            cand rebalance 'How much data moves when nodes come or go, and how long that takes'
            cand lease 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes'
            cand failover 'How long a group is without a leader after a fault, and what that costs in a year'
            cand durability 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once'
            cand budget 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle'
            cand timeline 'Attempts that really reach the last service when outer timeouts cut inner attempts short'
            cand contention 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff'
            cand metastable 'Whether a service recovers by itself once everything failed for a moment'
            cand ejection 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host'
            cand herd 'Many clients that come at once: the peak, and the window they have to be spread over'
            cand cache 'What a store sees when its cache is cold, and when a popular entry expires'
            cand breaker 'Probes of a circuit breaker during an outage, and how often it opens for no reason'
            cand commit 'How long a replicated write waits, and what losing the nearest copy does to it'
            cand suspicion 'How often a failure detector suspects a healthy node'
            cand zones 'Capacity that must stand by so that the loss of zones is survived'
            cand partition 'Requests that a consistent system refuses while it is cut in two'
            cand regions 'What copies in several regions send and store, and what that costs at your prices'
            cand rpo 'What asynchronous replication loses when its source dies: a killed process or a lost machine'
            cand conflict 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait'
            cand repair 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints'
            cand follower 'How old a follower''s answer can be, and when nothing bounds it'
            cand log 'Losses that a replicated log with an in-sync set survives (acks=all)'
            cand transaction 'What two-phase commit costs, and what a saga exposes'
            cand dedup 'How long idempotency keys must be kept, what they take, and whether ids collide'
            cand canary 'How many requests a canary must serve before its silence means something'
        }
        &'dsbench;calc;quorum'= {
            cand --n 'Copies'
            cand --r 'Copies that answer a read; a majority when absent'
            cand --w 'Copies that take a write; a majority when absent'
            cand --reads 'Read quorums as an expression, such as "choose(2, [a, b, c]) + d*e"'
            cand --writes 'Write quorums as an expression; the sets that meet every read when absent'
            cand --node-availability 'Chance that a node is up, its zone being up; one for all or one each; separated by commas'
            cand --zones 'Zone of each node, in their order, such as a,a,b; separated by commas'
            cand --zone-availability 'Chance that a zone is up; one for all [default: 100%]'
            cand --read-capacity 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]'
            cand --write-capacity 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]'
            cand --read-fraction 'Reads among all operations [default: 50%]'
            cand --mix 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas'
            cand --weights 'Votes of each copy; --r and --w then count votes; separated by commas'
            cand --groups 'Copies that one cause takes down together, and how often it is up: 1+2=99.99%; separated by commas'
            cand --trials 'States drawn where the exact availability would take too long [default: 200000]'
            cand --seed 'Seed of those [default: 1]'
            cand --survive 'Use only sets that are still quorums after this many of their members are lost [default: 0]'
            cand --optimise 'What the strategy makes least [default: load]'
            cand --node-latency 'Time until a node answers; one for all or one each; separated by commas'
            cand --load-limit 'The busiest node carries at most this'
            cand --network-limit 'An operation contacts at most this many nodes'
            cand --latency-limit 'A quorum has answered within this, on average'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;search'= {
            cand --nodes 'Nodes, to 12; they are named n1, n2 and so on'
            cand --read-fraction 'Reads among all operations [default: 50%]'
            cand --mix 'Shares of reads with their weights in place of it: 90%:0.7,50%:0.3; separated by commas'
            cand --read-capacity 'Reads that a node answers per unit of time; one for all or one each; separated by commas [default: 1]'
            cand --write-capacity 'Writes that a node takes per unit of time; one for all or one each; separated by commas [default: 1]'
            cand --node-latency 'Time until a node answers; one for all or one each; separated by commas'
            cand --optimise 'What is made least [default: load]'
            cand --load-limit 'The busiest node carries at most this'
            cand --network-limit 'An operation contacts at most this many nodes'
            cand --latency-limit 'A quorum has answered within this, on average'
            cand --resilience 'Losses that reads and writes survive, whichever they are [default: 0]'
            cand --survive 'Losses within a picked set that leave a quorum in it [default: 0]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;staleness'= {
            cand --n 'Copies [default: 3]'
            cand --r 'Copies that answer a read [default: 1]'
            cand --w 'Copies that take a write [default: 1]'
            cand --k 'Versions: how often is a read older than this many [default: 1]'
            cand --profile 'Published delays of a production system [default: lnkd_disk]'
            cand --write 'Delay of a write to a copy in place of the profile''s: "exp(5ms)"; one each with ;'
            cand --ack 'Delay of its acknowledgement'
            cand --read 'Delay of a read to a copy'
            cand --response 'Delay of its answer'
            cand --in-order 'Writes on each link per second, where links deliver in order: a slow one holds back the next'
            cand --pace 'How those writes follow each other [default: random]'
            cand --after 'Time between the commit and the read [default: 0ms]'
            cand --times 'More such times; gives a curve; separated by commas'
            cand --level 'Freshness whose time is asked for [default: 99.9%]'
            cand --percentile 'Percentile of the latencies [default: 99%]'
            cand --half-width 'Sample until half the 95 % interval is at most this'
            cand --item-writes 'Writes to one item; with --client-reads gives reads that go back in time'
            cand --client-reads 'Reads of that item by one client'
            cand --seed 'Seed of the sampling [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;slo'= {
            cand --objective 'Share of good events'
            cand --window 'Window of the objective [default: 30d]'
            cand --rate 'Requests per second; gives the budget in requests'
            cand --error-ratio 'Share of bad events now; gives the burn rate'
            cand --outage 'A full outage of this length; gives its share of the budget'
            cand --failed 'Failures in one alert window, with --rate; gives what they burn [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;availability'= {
            cand --serial 'Availabilities of parts that are all needed; separated by commas'
            cand --needed-by 'Share of the requests that needs each of them; absent: all requests; separated by commas'
            cand --parallel 'Availabilities of parts of which one is enough, the one in use first; separated by commas'
            cand --failover-works 'Chance that the switch between parallel parts works [default: 100%]'
            cand --k 'How many of the nodes are needed'
            cand --nodes 'Availabilities of the nodes, k of which are needed; one with --n for all; separated by commas'
            cand --n 'How many nodes, where --nodes gives one availability'
            cand --shared-fate 'Availability of what all parts share: a control plane, a configuration [default: 100%]'
            cand --slo 'The objective of the whole; gives what each part must reach'
            cand --window 'Window for the downtime [default: 365d]'
            cand --mtbf 'Mean time between failures of a part in series; with --mttr'
            cand --mttr 'Mean time to repair it'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;retry'= {
            cand --attempts 'Attempts of each layer, the first try included, outermost first; separated by commas'
            cand --products 'Product of each layer: --attempts are then its own setting, which may not count the first try; separated by commas'
            cand --peers 'Backends that one request may try in each layer, each once; one for all or one each; separated by commas'
            cand --hedges 'Copies that hedging sends beside each attempt of the innermost layer [default: 0]'
            cand --deliveries 'Deliveries of a queue in front, the first included [default: 1]'
            cand --failure 'Chance that one attempt at the innermost service fails [default: 0%]'
            cand --budget 'Retries allowed per request of each layer, one for each or one for all; separated by commas'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;backoff'= {
            cand --library 'A library whose default attempts and waits stand in place of the other flags'
            cand --attempts 'Attempts, the first try included [default: 3]'
            cand --timeout 'Timeout of an attempt [default: 1s]'
            cand --base 'First wait [default: 100ms]'
            cand --factor 'Growth for each retry [default: 2]'
            cand --cap 'Longest wait [default: 20s]'
            cand --jitter 'How waits are spread [default: full]'
            cand --growth 'How waits grow [default: exponential]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;deadline'= {
            cand --deadline 'Time the caller has'
            cand --elapsed 'Already gone [default: 0ms]'
            cand --reserve 'Kept for the caller''s own work afterwards [default: 0ms]'
            cand --timeout 'Timeout of an attempt [default: 1s]'
            cand --attempts 'Attempts wanted, the first try included [default: 3]'
            cand --base 'First wait [default: 100ms]'
            cand --factor 'Growth for each retry [default: 2]'
            cand --cap 'Longest wait [default: 20s]'
            cand --jitter 'How waits are spread [default: full]'
            cand --growth 'How waits grow [default: exponential]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;tail'= {
            cand --fan-out 'Leaf calls that the request waits for'
            cand --slow 'Leaf calls that are slow [default: 1%]'
            cand --servers 'Servers behind the leaves, where slowness belongs to the server'
            cand --target 'Requests that must be fast [default: 99%]'
            cand --mean 'Mean latency of a leaf; gives percentiles of the slowest, exponential latencies'
            cand --kth 'Answers that are enough, with --mean: the k-th fastest of the leaves'
            cand --chain 'Calls one after the other, with --mean; their percentiles do not add [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;hedge'= {
            cand --at 'Percentile of the latency after which a copy is sent [default: 95%]'
            cand --fan-out 'Leaf calls of a request, the percentile being that of the request [default: 1]'
            cand --mean 'Mean latency; gives percentiles with and without, exponential and independent'
            cand --percentile 'Percentile asked for [default: 99%]'
            cand --busy 'Servers that are busy when a request comes; gives tied requests, with --wait'
            cand --wait 'Mean wait at a busy server [default: 10ms]'
            cand --stagger 'The second copy is sent this much later [default: 0ms]'
            cand --cancel 'Time that a cancellation takes [default: 0ms]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;queue'= {
            cand --rate 'Arrivals'
            cand --service 'Mean service time of one request'
            cand --servers 'Servers behind one queue [default: 1]'
            cand --cv 'Standard deviation of the service time over its mean, one server; 1 = exponential'
            cand --arrival-cv 'Standard deviation of the gaps between arrivals over their mean, one server; 1 = random arrivals'
            cand --percentile 'Percentile of wait and response [default: 99%]'
            cand --service-error 'How wrong the service time may be; gives the wait if it is [default: 5%]'
            cand --backlog 'Requests already queued; gives the time to drain them'
            cand --wait-budget 'Longest wait that makes sense; gives the bound of the queue'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;burst'= {
            cand --rate 'Arrivals at the peak'
            cand --capacity 'What the servers finish'
            cand --ratio 'Arrivals in the burst over the peak [default: 2]'
            cand --length 'How long the burst lasts [default: 10s]'
            cand --limit 'Rate that a limiter lets through in the long run: the refill of a token bucket'
            cand --tokens 'Tokens of its bucket, with --limit [default: 0]'
            cand --concurrent 'Requests that a limiter holds at once, with --service'
            cand --service 'Mean busy time of one request'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;concurrency'= {
            cand --rate 'Requests per second'
            cand --time 'Time each spends in the system'
            cand --in-system 'Requests in the system: threads, connections, slots'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;usl'= {
            cand --contention 'Share of the work that is done one at a time (sigma) [default: 0.05]'
            cand --coherency 'Cost of agreeing with each other (kappa) [default: 0.0005]'
            cand --at-one 'Throughput at load 1 (gamma) [default: 1/s]'
            cand --load 'Load: clients, threads or nodes; gives the throughput there'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;hot-key'= {
            cand --keys 'Distinct keys'
            cand --theta 'Exponent of the Zipf distribution; 0 is uniform [default: 0.99]'
            cand --top 'Hottest keys whose share of the requests is asked for [default: 1%]'
            cand --rate 'Requests per second; gives the load of the hottest shard'
            cand --shards 'Shards [default: 1]'
            cand --capacity 'Capacity of a shard; gives the number of salts'
            cand --fill 'Share of that capacity to use [default: 80%]'
            cand --tokens 'Random tokens of each shard on a ring; absent: shards are equal parts'
            cand --trials 'Placements drawn for the spread [default: 200]'
            cand --seed 'Seed of the draw [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;ring'= {
            cand --nodes 'Nodes'
            cand --vnodes 'Virtual nodes (tokens) of each [default: 16]'
            cand --trials 'Placements drawn for the spread [default: 200]'
            cand --seed 'Seed of the draw [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;bins'= {
            cand --bins 'Bins: nodes, shards, servers'
            cand --balls 'Items placed'
            cand --choices 'Random bins looked at for each item; the least full takes it [default: 1]'
            cand --utilisation 'Utilisation of servers that are chosen so; gives the time in the system'
            cand --seed 'Seed where it is simulated [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;rebalance'= {
            cand --before 'Nodes before'
            cand --after 'Nodes after'
            cand --size 'Data in all, copies included; gives bytes moved and time'
            cand --throttle 'Bytes that each source sends in a second [default: 50 MB]'
            cand --sources 'Nodes that send at once; the smaller number of nodes when absent'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;lease'= {
            cand --ttl 'Time to live'
            cand --margin 'The holder stops this long before the end [default: 0ms]'
            cand --drift 'Difference of clock speeds, as a share of time [default: 200ppm]'
            cand --max-pause 'Longest pause of the holder: garbage collection, a stopped machine [default: 0ms]'
            cand --max-delivery 'Longest delivery of a message that the holder sent [default: 0ms]'
            cand --renew 'Interval of renewals; that of the tries when 0 [default: 0ms]'
            cand --lock-delay 'Time after the end before another may hold it [default: 0ms]'
            cand --instances 'Independent instances of which a majority grants it; gives what is left of it'
            cand --elapsed 'Time that acquiring on those took [default: 0ms]'
            cand --retry 'Interval of the contenders'' tries [default: 2s]'
            cand --retry-jitter 'By how much of it a try may come later; 1.2 in Kubernetes [default: 1.2]'
            cand --rtt 'Round trip to the lock service [default: 1ms]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;failover'= {
            cand --voters 'Voters, the lost leader included [default: 3]'
            cand --election-timeout 'Shortest election timeout T [default: 1s]'
            cand --spread 'How much longer a follower''s draw can be; T itself when absent: draws from T to 2T'
            cand --heartbeat 'Interval of heartbeats [default: 100ms]'
            cand --tick 'Granularity in which followers count time, 0 for none; absent: the heartbeat, as in etcd, where the timeout is at least 5 of them, else 0'
            cand --rtt 'Round trip between voters [default: 1ms]'
            cand --catch-up 'Time for the new leader to apply what it lacks [default: 0ms]'
            cand --rediscovery 'Time for clients to find it [default: 0ms]'
            cand --takes 'Time without a leader, when it is known: then only its cost is worked out'
            cand --percentile 'Percentile of the time that is asked for [default: 99%]'
            cand --per-year 'Failovers [default: 2/y]'
            cand --planned 'Planned moves of the leader besides [default: 0/y]'
            cand --handover 'How long one of those takes; absent: as long as a failover'
            cand --key-share 'Share of the keys that a failover touches [default: 100%]'
            cand --objective 'Objective whose budget it spends [default: 99.9%]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;durability'= {
            cand --copies 'Full copies; shards in all with --parity [default: 3]'
            cand --parity 'Shards of parity among them: an erasure code; absent means full copies'
            cand --annual-failure-rate 'Failures of a disk or node per year: 2%, 0.02 or 0.02/y [default: 0.01]'
            cand --repair 'Time until a lost copy is whole again [default: 24h]'
            cand --nodes 'Nodes of the cluster; with --lost gives the chance of losing a copyset'
            cand --lost 'Nodes lost at once'
            cand --copysets 'Distinct sets of nodes that hold all copies of something [default: 1]'
            cand --objects 'Objects stored; gives the years between two losses [default: 1]'
            cand --repairs 'Lost copies are rebuilt one by one, or all at once [default: serial]'
            cand --bursts 'Shared causes a year that take many nodes at once: power, a bad push [default: 0]'
            cand --loss-per-burst 'Chance that such a cause loses the data [default: 0%]'
            cand --scatter 'Nodes that each node shares data with; gives the copysets, with --nodes'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;budget'= {
            cand --rate 'First attempts per second; gives the retries of a ratio budget'
            cand --ratio 'Retries per first attempt [default: 20%]'
            cand --floor 'Retries that are always allowed, on top [default: 10/s]'
            cand --window 'Window over which the ratio may be saved up [default: 10s]'
            cand --tokens 'Tokens of a bucket; gives the retries until it is empty'
            cand --cost 'Tokens that a retry takes [default: 5]'
            cand --success-tokens 'Tokens that a success gives back, with --tokens: gRPC''s throttle'
            cand --active 'Requests active and pending; gives the retries of a concurrency budget'
            cand --concurrent-share 'Share of those that may be retries [default: 20%]'
            cand --concurrent-floor 'Retries in flight that are always allowed [default: 3]'
            cand --requests 'Requests of two minutes; with --accepts gives what the client drops itself'
            cand --accepts 'Requests of those that the service accepted'
            cand --k 'Multiplier of the adaptive throttle [default: 2]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;timeline'= {
            cand --attempts 'Attempts of each tier, the first included, outermost first; separated by commas'
            cand --timeouts 'Timeout of one attempt of each tier, outermost first; separated by commas'
            cand --backoff 'Wait between two attempts, the same for every tier [default: 0ms]'
            cand --fails-after 'The last service fails after this long; absent: it never answers'
            cand --retry-timeouts 'A tier tries again after its own timeout [default: yes]'
            cand --retry-failures 'A tier tries again when the tier below says that it failed (a 504 that is listed) [default: yes]'
            cand --cancel 'A tier that times out stops the work below [default: yes]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;contention'= {
            cand --clients 'Clients, each of which must write once [default: 100]'
            cand --base 'First wait [default: 5ms]'
            cand --cap 'Longest wait [default: 2s]'
            cand --network 'Mean delay of a message [default: 10ms]'
            cand --network-sd 'Its standard deviation [default: 2ms]'
            cand --trials 'Contests played out [default: 20]'
            cand --seed 'Seed [default: 1]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;metastable'= {
            cand --capacity 'What the service can do'
            cand --load 'First attempts that come'
            cand --amplification 'Calls for each of them when everything fails: attempts, or 1 + budget'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;ejection'= {
            cand --hosts 'Hosts behind one client or proxy'
            cand --failure 'Attempts that fail although the host is sound'
            cand --rate 'Attempts that this client sends'
            cand --consecutive 'Failures in a row that leave a host out [default: 1]'
            cand --out 'Time that it is left out [default: 10s]'
            cand --max 'Hosts that may be out at once; at least one [default: 100%]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;herd'= {
            cand --clients 'Clients that come together'
            cand --rtt 'Round trip: without spreading they come within one [default: 1ms]'
            cand --window 'Window over which they are spread; gives the rate'
            cand --capacity 'What the service can take; gives the least window'
            cand --load 'What it already carries [default: 0/s]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;cache'= {
            cand --rate 'Requests per second'
            cand --hits 'Requests that the warm cache answers'
            cand --cold-hits 'Requests that the cold cache answers [default: 0%]'
            cand --store 'Capacity of the store; says whether a cold start recovers'
            cand --key-rate 'Requests per second for one popular entry; gives the stampede'
            cand --recompute 'Time to compute that entry [default: 100ms]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;breaker'= {
            cand --outage 'Length of an outage [default: 10min]'
            cand --open 'Time it stays open before it probes [default: 60s]'
            cand --half-open 'Calls it lets through as a probe [default: 1]'
            cand --calls 'Least number of calls that it judges [default: 100]'
            cand --fail-rate 'Failures at which it opens [default: 50%]'
            cand --usual 'Failures that are normal [default: 1%]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;commit'= {
            cand --client-rtt 'Round trip from the client to the leader or coordinator [default: 0ms]'
            cand --rtts 'Round trips from there to each other copy (leaderless: to each copy); separated by commas'
            cand --quorum 'Copies that must have the write, the leader included; a majority when absent'
            cand --fsync 'Time to flush the write [default: 0ms]'
            cand --kind 'Who collects the answers [default: leader]'
            cand --km 'Distance; gives the shortest round trip that light in fibre allows'
            cand --from 'Latitude and longitude of one place, in degrees; with --to; separated by commas'
            cand --to 'Latitude and longitude of the other; separated by commas'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;suspicion'= {
            cand --loss 'Heartbeats that are lost, independently [default: 1%]'
            cand --timeout 'Time without a heartbeat that makes suspicious [default: 1s]'
            cand --heartbeat 'Interval of heartbeats [default: 100ms]'
            cand --phi 'Threshold of a phi accrual detector instead'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;zones'= {
            cand --zones 'Equal zones'
            cand --lost 'Zones that may be lost at once [default: 1]'
            cand --target 'Utilisation that is still fine after the loss [default: 100%]'
            cand --capacities 'Capacities of unlike zones; the largest is lost; separated by commas'
            cand --utilisation 'Utilisation in normal times; gives that after the loss'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;partition'= {
            cand --rate 'Requests per second'
            cand --duration 'Length of the partition'
            cand --minority 'Clients on the side without a quorum'
            cand --leader-in-minority 'The leader was on that side [default: no]'
            cand --failover 'Time until the other side has a leader [default: 0ms]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;regions'= {
            cand --write-bytes 'Bytes written per second'
            cand --regions 'Regions that hold copies'
            cand --egress 'Price of a gigabyte between regions [default: 0]'
            cand --size 'Data stored, without its copies [default: 0 B]'
            cand --copies 'Copies in all; one for each region when absent'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;rpo'= {
            cand --writes 'Acknowledged writes per second'
            cand --lag 'Lag when the machine is lost; a high percentile of it'
            cand --in-process 'Time that a write waits in the process, before the kernel has it [default: 0ms]'
            cand --bytes 'Size of a write [default: 1 kB]'
            cand --apply 'Writes that a follower applies per second; says how the lag grows or shrinks'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;conflict'= {
            cand --rate 'Writes to one key per second'
            cand --lag 'Time until a write is seen everywhere [default: 1s]'
            cand --uncertainty 'Uncertainty of a clock, to either side [default: 0ms]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;repair'= {
            cand --interval 'Time between two full repairs [default: 7d]'
            cand --grace 'Time for which tombstones are kept [default: 10d]'
            cand --hints 'Outage up to which missed writes are handed over [default: 3h]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;follower'= {
            cand --lag 'Lag that the follower reports'
            cand --contact 'Time since it last heard from the leader'
            cand --bound 'It refuses reads when that is longer than this [default: 10s]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;log'= {
            cand --copies 'Copies of a partition [default: 3]'
            cand --min-in-sync 'Copies below which writes are refused [default: 2]'
            cand --unclean 'A copy outside the set may become leader [default: no]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;transaction'= {
            cand --commits 'Commit latency of each participant; two-phase commit; separated by commas'
            cand --availabilities 'Availability of each participant and of the coordinator; separated by commas'
            cand --hold 'Time that a lock on one key is held; both rounds when 0 [default: 0ms]'
            cand --steps 'Latency of each step of a saga; separated by commas'
            cand --failures 'Chance that each step fails, one for each or one for all; separated by commas'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;dedup'= {
            cand --retries 'The longest that any caller goes on trying [default: 0ms]'
            cand --queue-age 'The longest that a message waits in a queue [default: 0ms]'
            cand --redeliveries 'Redeliveries of a queue [default: 0]'
            cand --visibility 'Time after which a queue delivers again [default: 0ms]'
            cand --offline 'How long a client keeps a request while it is away [default: 0ms]'
            cand --replay 'How late parked messages may be replayed [default: 0ms]'
            cand --skew 'Difference of clocks [default: 0ms]'
            cand --window 'The window that is kept; says whether it is enough'
            cand --rate 'Requests per second that carry a key, writes alone; gives the storage'
            cand --bytes 'Size of a record [default: 200 B]'
            cand --ids 'Random ids drawn; gives the chance of a collision'
            cand --bits 'Random bits of an id; 122 in a version 4 UUID [default: 122]'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;calc;canary'= {
            cand --bound 'Error rate that it shall exclude'
            cand --rate 'Requests per second'
            cand --share 'Share of them that the canary gets [default: 1%]'
            cand --confidence 'How sure to be [default: 95%]'
            cand --usual 'Error rate of the old version; gives the requests to tell the two apart'
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand --json 'Print one JSON document instead of a table'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;reference'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;presets'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;schema'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;completions'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;man'= {
            cand --color 'When to use colour'
            cand --as-of 'The date to take for today, such as 2026-11-24'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'dsbench;help'= {
            cand demo 'Walk through an example: questions, numbers, findings, the exported brief'
            cand new 'Write a new brief, with a remark on each table'
            cand ask 'Ask the next questions of a brief'
            cand answer 'Apply answers in the shape of AskUserQuestion output, all or nothing'
            cand derive 'Print every number that follows from a brief, with what it rests on'
            cand check 'Check briefs for contradictions, gaps and risks'
            cand verify 'Search small models of a brief for runs that break what it claims'
            cand fix 'Apply the smallest reversible suggestion of each finding'
            cand export 'Write briefs as markdown documents'
            cand diff 'Compare two briefs: decisions, numbers and findings that differ'
            cand explore 'Try values of a few fields; find the smallest changes that reach a goal'
            cand review 'Review a brief: what was decided about each finding, what remains, and whether it is ready'
            cand diagnose 'Rank the causes of an incident, and say what to ask and to do next'
            cand handoff 'Hand a brief to another reviewer: write the package, and with --run start a read-only client on it'
            cand explain 'Explain a rule, number, question, pattern, experiment or field'
            cand calc 'Answer one question without a brief: quorums, retries, queues, tails, leases'
            cand reference 'List the reference pages, or print one'
            cand presets 'List the presets, or print one'
            cand schema 'Print the JSON Schema of a brief, for editors'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page in roff'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'dsbench;help;demo'= {
        }
        &'dsbench;help;new'= {
        }
        &'dsbench;help;ask'= {
        }
        &'dsbench;help;answer'= {
        }
        &'dsbench;help;derive'= {
        }
        &'dsbench;help;check'= {
        }
        &'dsbench;help;verify'= {
        }
        &'dsbench;help;fix'= {
        }
        &'dsbench;help;export'= {
        }
        &'dsbench;help;diff'= {
        }
        &'dsbench;help;explore'= {
        }
        &'dsbench;help;review'= {
        }
        &'dsbench;help;diagnose'= {
        }
        &'dsbench;help;handoff'= {
        }
        &'dsbench;help;explain'= {
        }
        &'dsbench;help;calc'= {
            cand quorum 'What a quorum guarantees, survives and carries: counts N, R, W or expressions over named nodes'
            cand search 'Which quorums to choose for some nodes: the best of all expressions that name each node once'
            cand staleness 'How often and for how long a partial quorum answers with old data'
            cand slo 'What an objective allows: error budget, burn rates, alert windows, what an outage costs'
            cand availability 'Availability of parts in series, in parallel, or k of n, and what shared fate leaves of it'
            cand retry 'What retries multiply: attempts over layers, in the worst case, on average, and under a budget'
            cand backoff 'The waits between attempts, and how long a call can take with all of them'
            cand deadline 'What a deadline leaves for a call, how many attempts fit, and which timeout fits'
            cand tail 'How slow a request is that waits for many: fan-out and the percentile each leaf must meet'
            cand hedge 'What a second copy after a delay costs and saves'
            cand queue 'How long requests wait: M/M/c by default, M/G/1 with a variation, and how sure that is'
            cand burst 'What a burst above the peak leaves behind: backlog, wait, time to drain; tokens, and what a limit turns away'
            cand concurrency 'Little''s law: of rate, time and number in the system, two give the third'
            cand usl 'The Universal Scalability Law: where adding more stops helping'
            cand hot-key 'Zipf popularity: what the hottest key and its shard carry, and how many pieces to cut it into'
            cand ring 'How unevenly a ring of virtual nodes spreads keys, and how much one placement differs from the next'
            cand bins 'How full the fullest bin gets when items are placed at random, or in the emptier of several'
            cand rebalance 'How much data moves when nodes come or go, and how long that takes'
            cand lease 'Whether a lease is safe without fencing, and how long work stands still when its holder vanishes'
            cand failover 'How long a group is without a leader after a fault, and what that costs in a year'
            cand durability 'How likely data is lost: copies or erasure code, repair time, losses of several nodes at once'
            cand budget 'What a retry budget lets through: a ratio, a token bucket, a share of what is in flight, a client throttle'
            cand timeline 'Attempts that really reach the last service when outer timeouts cut inner attempts short'
            cand contention 'What clients that contend for one row by compare-and-set cost each other, by the kind of backoff'
            cand metastable 'Whether a service recovers by itself once everything failed for a moment'
            cand ejection 'What a passive health check makes of a small error rate: sound hosts left out, and requests without a host'
            cand herd 'Many clients that come at once: the peak, and the window they have to be spread over'
            cand cache 'What a store sees when its cache is cold, and when a popular entry expires'
            cand breaker 'Probes of a circuit breaker during an outage, and how often it opens for no reason'
            cand commit 'How long a replicated write waits, and what losing the nearest copy does to it'
            cand suspicion 'How often a failure detector suspects a healthy node'
            cand zones 'Capacity that must stand by so that the loss of zones is survived'
            cand partition 'Requests that a consistent system refuses while it is cut in two'
            cand regions 'What copies in several regions send and store, and what that costs at your prices'
            cand rpo 'What asynchronous replication loses when its source dies: a killed process or a lost machine'
            cand conflict 'How often writes to one key meet in two places, and what last-writer-wins drops; commit wait'
            cand repair 'Whether deletes stay deleted: repairs against the grace of tombstones and the window of hints'
            cand follower 'How old a follower''s answer can be, and when nothing bounds it'
            cand log 'Losses that a replicated log with an in-sync set survives (acks=all)'
            cand transaction 'What two-phase commit costs, and what a saga exposes'
            cand dedup 'How long idempotency keys must be kept, what they take, and whether ids collide'
            cand canary 'How many requests a canary must serve before its silence means something'
        }
        &'dsbench;help;calc;quorum'= {
        }
        &'dsbench;help;calc;search'= {
        }
        &'dsbench;help;calc;staleness'= {
        }
        &'dsbench;help;calc;slo'= {
        }
        &'dsbench;help;calc;availability'= {
        }
        &'dsbench;help;calc;retry'= {
        }
        &'dsbench;help;calc;backoff'= {
        }
        &'dsbench;help;calc;deadline'= {
        }
        &'dsbench;help;calc;tail'= {
        }
        &'dsbench;help;calc;hedge'= {
        }
        &'dsbench;help;calc;queue'= {
        }
        &'dsbench;help;calc;burst'= {
        }
        &'dsbench;help;calc;concurrency'= {
        }
        &'dsbench;help;calc;usl'= {
        }
        &'dsbench;help;calc;hot-key'= {
        }
        &'dsbench;help;calc;ring'= {
        }
        &'dsbench;help;calc;bins'= {
        }
        &'dsbench;help;calc;rebalance'= {
        }
        &'dsbench;help;calc;lease'= {
        }
        &'dsbench;help;calc;failover'= {
        }
        &'dsbench;help;calc;durability'= {
        }
        &'dsbench;help;calc;budget'= {
        }
        &'dsbench;help;calc;timeline'= {
        }
        &'dsbench;help;calc;contention'= {
        }
        &'dsbench;help;calc;metastable'= {
        }
        &'dsbench;help;calc;ejection'= {
        }
        &'dsbench;help;calc;herd'= {
        }
        &'dsbench;help;calc;cache'= {
        }
        &'dsbench;help;calc;breaker'= {
        }
        &'dsbench;help;calc;commit'= {
        }
        &'dsbench;help;calc;suspicion'= {
        }
        &'dsbench;help;calc;zones'= {
        }
        &'dsbench;help;calc;partition'= {
        }
        &'dsbench;help;calc;regions'= {
        }
        &'dsbench;help;calc;rpo'= {
        }
        &'dsbench;help;calc;conflict'= {
        }
        &'dsbench;help;calc;repair'= {
        }
        &'dsbench;help;calc;follower'= {
        }
        &'dsbench;help;calc;log'= {
        }
        &'dsbench;help;calc;transaction'= {
        }
        &'dsbench;help;calc;dedup'= {
        }
        &'dsbench;help;calc;canary'= {
        }
        &'dsbench;help;reference'= {
        }
        &'dsbench;help;presets'= {
        }
        &'dsbench;help;schema'= {
        }
        &'dsbench;help;completions'= {
        }
        &'dsbench;help;man'= {
        }
        &'dsbench;help;help'= {
        }
    ]
    $completions[$command]
}
