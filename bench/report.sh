#!/bin/sh
# The report of big traces beside trace-cmd's: both in turn, output to a file, page cache warm; medians of RUNS with the
# least and the most. CPU is user and system time together; MB is the resident set.
#   two, one   on how many cores
#   filter     on two, only the events of FILTER
# Then what a start takes: the help, and a small file up to its first line.
# usage: bench/report.sh TRACE...     (RUNS=5, FILTER=sched_process_exit; TRACE as from bench/big-trace.sh; the first start of ./jftrace trains it;
# TRACE_CMD=trace-cmd, or the command that bench/trace-cmd-unstable.sh prints)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jftrace=$here/../jftrace
small=$here/../samples/kernel.dat
runs=${RUNS:-5}
filter=${FILTER:-sched_process_exit}
trace_cmd=${TRACE_CMD:-trace-cmd}
work=$(mktemp -d "${TMPDIR:-/tmp}/report-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$jftrace" report --help >/dev/null

measure() { # ROW CORES NAME COMMAND...
    row=$1
    cores=$2
    name=$3
    shift 3
    /usr/bin/time -o "$work/time" -f "%e %U %S %M" taskset -c "$cores" "$@" >"$work/out"
    events=$(($(wc -l <"$work/out") - 1))
    echo "$row $name $(cat "$work/time") $events" >>"$work/rows"
    rm "$work/out"
}

for trace in "$@"; do
    : >"$work/rows"
    run=0
    while [ $run -lt "$runs" ]; do
        run=$((run + 1))
        cat "$trace" >/dev/null
        measure two 0-1 trace-cmd "$trace_cmd" report -i "$trace"
        measure two 0-1 jftrace "$jftrace" report "$trace"
        measure one 0 trace-cmd "$trace_cmd" report -i "$trace"
        measure one 0 jftrace "$jftrace" report "$trace"
        # It takes a filter only before the file.
        measure filter 0-1 trace-cmd "$trace_cmd" report -F "$filter" -i "$trace"
        measure filter 0-1 jftrace "$jftrace" report -F "$filter" "$trace"
    done
    echo "$(basename "$trace"):"
    sort -k1,1 -k2,2 -k3,3n "$work/rows" | awk '
        { key = $1 " " $2; n[key]++; wall[key, n[key]] = $3; cpu[key] += $4 + $5; lines[key] = $7
          if ($6 > most[key]) most[key] = $6 }
        function middle(key) { return wall[key, int((n[key] + 1) / 2)] }
        END {
            printf "  %-6s %-10s %8s %15s %10s %9s %6s %7s\n", "", "", "s", "least..most", "lines/s", "CPU s", "MB", "ratio"
            split("two one filter", rows, " "); split("trace-cmd jftrace", names, " ")
            for (r = 1; r <= 3; r++) for (i = 1; i <= 2; i++) {
                key = rows[r] " " names[i]
                printf "  %-6s %-10s %8.2f %7.2f..%6.2f %10d %9.2f %6d %7s\n", rows[r], names[i], \
                    middle(key), wall[key, 1], wall[key, n[key]], lines[key] / middle(key), cpu[key] / n[key], \
                    most[key] / 1024, i == 2 ? sprintf("%.1fx", middle(rows[r] " trace-cmd") / middle(key)) : ""
            }
        }'
done

start() { # NAME COMMAND...
    name=$1
    shift
    run=0
    while [ $run -lt "$runs" ]; do
        run=$((run + 1))
        before=$(date +%s%N)
        "$@" 2>/dev/null | head -n 2 >/dev/null
        echo $((($(date +%s%N) - before) / 10000))
    done | sort -n | awk -v name="$name" '{ t[NR] = $1 / 100 }
        END { printf "  %-32s %7.1f ms  %.1f..%.1f\n", name, t[int((NR + 1) / 2)], t[1], t[NR] }'
}

echo "to the end of:"
start "jftrace report --help" "$jftrace" report --help
start "jftrace report small, 2 lines" "$jftrace" report "$small"
start "trace-cmd report small, 2 lines" "$trace_cmd" report -i "$small"
