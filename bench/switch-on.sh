#!/bin/sh
# Tracing switched on in a program that runs, with 1,000 and with 10,000 classes of ten methods loaded, all of them chosen; then off again.
#   on s, off s    from the first to the last change of classes
#   changes        of a batch of classes each; the program stands still for one
#   most, mean ms  the longest such pause, and the mean. What other work on the machine takes is in it
#   cpu ms         of the thread that makes the changes, for each: how long a pause is on an idle machine
# The JVM's own log of safepoints tells.
# usage: bench/switch-on.sh [JAVA_HOME]     (RUNS=3; JDK 25; after mvn -pl cli,agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jftrace=${JFTRACE:-$here/../jftrace}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
work=$(mktemp -d "${TMPDIR:-/tmp}/switch-on.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$home/bin/javac" -nowarn -d "$work/classes" "$here"/src/switchon/java/dev/jftrace/bench/switchon/*.java

await() { # FILE
    while [ ! -e "$1" ]; do sleep 0.05; done
}

# Of a part of the log: seconds, changes, most and mean in ms.
pauses() { # FIRST LINE, LAST LINE
    sed -n "$1,$2p" "$work/safepoints" | awk '
        { for (i = 1; i <= NF; i++) if ($i == "Total:") total = $(i + 1) / 1e6
          time = substr($1, 2) + 0 }
        /RedefineClasses/ { if (!n++) first = time - total / 1e3; last = time; sum += total; if (total > most) most = total }
        END { printf "%.2f %d %.0f %.0f", last - first, n, most, n ? sum / n : 0 }'
}

# 1/100 s of processor time that the thread took which makes the changes.
vm_time() {
    for task in /proc/$pid/task/*; do
        [ "$(cat "$task/comm")" != "VM Thread" ] || sed 's/.*) //' "$task/stat" | awk '{ print $12 + $13 }'
    done
}

lines() { wc -l < "$work/safepoints"; }

for classes in 1000 10000; do
    for run in $(seq "${RUNS:-3}"); do
        rm -f "$work/ready" "$work/go" "$work/safepoints"
        "$home/bin/java" -Xms512m -XX:+EnableDynamicAgentLoading -Xlog:safepoint:file="$work/safepoints" -cp "$work/classes" \
            dev.jftrace.bench.switchon.SwitchOn $classes "$work" &
        pid=$!
        await "$work/ready"
        start=$(lines)
        cpu=$(vm_time)
        "$jftrace" start --jvm=$pid -p function_graph -l 'dev.jftrace.bench.switchon.Generated*' > /dev/null
        on=$(lines)
        on_cpu=$(($(vm_time) - cpu))
        before=$(lines)
        cpu=$(vm_time)
        "$jftrace" reset --jvm=$pid >&2
        off=$(lines)
        off_cpu=$(($(vm_time) - cpu))
        : > "$work/go"
        wait $pid
        echo "$classes $(pauses $((start + 1)) "$on") $on_cpu $(pauses $((before + 1)) "$off") $off_cpu"
    done
done | tee "$work/rows" >&2
sort -k1,1n -k4,4n "$work/rows" | awk '
    function row(what, seconds, changes, most, low, high, mean, cpu) {
        printf "%7s %4s %7.2f %8d %8d %6d..%6d %8d %8.1f\n", c, what, seconds, changes, most, low, high, mean, cpu * 10 / changes
    }
    function lower(a, name, value) { if (!(name in a) || value < a[name]) a[name] = value }
    function higher(a, name, value) { if (value > a[name]) a[name] = value }
    { n[$1]++; line[$1, n[$1]] = $0
      lower(low, $1 "on", $4); higher(high, $1 "on", $4); lower(low, $1 "off", $9); higher(high, $1 "off", $9) }
    END {
        printf "%7s %4s %7s %8s %8s %14s %8s %8s\n", "classes", "", "s", "changes", "most ms", "least..most", "mean ms", "cpu ms"
        for (c = 1000; c <= 10000; c *= 10) {
            split(line[c, int((n[c] + 1) / 2)], f, " ")
            row("on", f[2], f[3], f[4], low[c "on"], high[c "on"], f[5], f[6])
            row("off", f[7], f[8], f[9], low[c "off"], high[c "off"], f[10], f[11])
        }
    }'
