#!/bin/sh
# Methods that are not traced: ns of processor time per call, and beside a JVM without agent. The target is 1.00x.
#   base         no agent
#   unselected   the agent is loaded and traces, but not these methods
#   reset        traced from the start on, then jftrace reset: current_tracer is nop
#   detached     no agent at the start; jftrace record --jvm=PID traced the methods for a second, and left
# usage: bench/nop.sh [FORKS [JAVA_HOME...]]     (after mvn -pl cli,agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
jftrace=${JFTRACE:-$here/../jftrace}
forks=${1:-5}
[ $# -gt 0 ] && shift
if [ $# -eq 0 ]; then
    for home in /usr/lib/jvm/*; do
        [ -h "$home" ] || ! [ -x "$home/bin/javac" ] || set -- "$@" "$home"
    done
fi
for home; do newest=$home; done
work=$(mktemp -d "${TMPDIR:-/tmp}/nop.XXXXXX")
trap 'rm -rf "$work"' EXIT
class=dev.jftrace.bench.nop.NopBench
"$newest/bin/javac" -nowarn -Xlint:-options --release 17 -d "$work/classes" "$here"/src/nop/java/dev/jftrace/bench/nop/*.java

await() { # FILE
    while [ ! -e "$1" ]; do sleep 0.05; done
}

# Runs $then once the program has run a while, with its pid; then lets it go on.
bench() { # VARIANT JVM OPTION...
    variant=$1
    shift
    rm -f "$work/ready" "$work/go"
    "$home/bin/java" "$@" -cp "$work/classes" $class "$work" > "$work/out" &
    pid=$!
    await "$work/ready"
    $then $pid >&2
    : > "$work/go"
    wait $pid
    echo "$version $variant $(cat "$work/out")"
}

session() { # SETTING...
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    for setting in buffer_mode=overwrite "$@"; do echo "$setting"; done > "$work/session/settings"
}

nothing() { :; }
reset() { "$jftrace" reset --jvm="$1"; }
trace() { "$jftrace" record -q -o "$work/trace.dat" --jvm="$1" -b 1024 --no-governor -l "$class.monitored" sleep 1; rm -f "$work/trace.dat"; }

for fork in $(seq "$forks"); do
    for home; do
        version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
        then=nothing
        bench base
        session "filter=$class\$Other.*"
        bench unselected "-javaagent:$agent=$work/session"
        session "filter=$class.monitored"
        then=reset
        bench reset "-javaagent:$agent=$work/session"
        then=trace
        bench detached -XX:+EnableDynamicAgentLoading
    done
done | tee "$work/rows" >&2
sort -k1,2 -k3,3n "$work/rows" | awk '
    { key = $1 " " $2; if (!(key in n)) keys[++count] = key
      median[key, ++n[key]] = $3
      if (!(key in least) || $4 < least[key]) least[key] = $4
      if ($5 > most[key]) most[key] = $5 }
    function middle(key) { return median[key, int((n[key] + 1) / 2)] }
    END {
        printf "%-4s %-11s %8s %18s %9s %10s\n", "JDK", "variant", "ns/call", "least..most", "to base", "of leasts"
        for (i = 1; i <= count; i++) {
            key = keys[i]; split(key, part, " "); base = part[1] " base"
            printf "%-4s %-11s %8.3f %8.3f..%8.3f %8.3fx %9.3fx\n", part[1], part[2], middle(key), least[key], most[key], \
                middle(key) / middle(base), least[key] / least[base]
        }
    }'
