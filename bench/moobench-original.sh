#!/bin/sh
# MooBench's original shape beside the peers, in one run: ns of a whole ten-deep call (median, mean, p99, most of half a million), medians
# of FORKS.
#   base                 no agent
#   jftrace, jftrace-mono   every call recorded, by the time-stamp counter and by nanoTime; a reader gives the sub-buffers back
#   jfr                  JFR's MethodTrace without stacks (JDK 25); exits only
#   kieker, kieker-aspectj   Kieker 2.0.2's two agents to a binary file
# usage: bench/moobench-original.sh [FORKS [JAVA_HOME]]     (after mvn -pl agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
forks=${1:-3}
home=${2:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
newest=$home
. "$here/peers.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/moobench.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$home/bin/javac" -nowarn -source 17 -target 17 -Xlint:-options -d "$work/classes" \
    "$here"/src/moobench/java/dev/jftrace/bench/MooBenchOriginal.java "$here"/src/moobench/java/dev/jftrace/bench/MonitoredCall.java \
    "$here"/src/moobench/java/dev/jftrace/bench/Recycler.java "$here"/../ring/src/main/java/dev/jftrace/ring/Agent*.java \
    "$here"/../ring/src/main/java/dev/jftrace/ring/ClockPairDescriptor.java
call=dev.jftrace.bench.MonitoredCall

moobench() { # VARIANT OPTION...
    variant=$1
    shift
    echo "$variant $("$home/bin/java" -Xms1g -Xmx2g "$@" -cp "$work/classes" dev.jftrace.bench.MooBenchOriginal 2> "$work/err" | tail -n 1)"
}

jftrace() { # VARIANT OPTION
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    echo "filter=$call.monitored" > "$work/session/settings"
    "$home/bin/java" -cp "$work/classes" dev.jftrace.bench.Recycler "$work/session" > "$work/lost" &
    moobench "$1" "$2" "-javaagent:$agent=$work/session"
    wait $!
    [ "$(cat "$work/lost")" = 0 ] || echo "$1: $(cat "$work/lost") records lost, figure is not valid" >&2
}

kieker() { # VARIANT OPTION...
    rm -rf "$work/kieker"
    mkdir "$work/kieker"
    moobench "$@" $(kieker_options "$work/kieker")
    [ "$(kieker_records "$work/kieker")" -ge 10000000 ] || echo "$1 wrote only $(kieker_records "$work/kieker") records" >&2
}

for fork in $(seq "$forks"); do
    moobench base
    jftrace jftrace -Djftrace.clock=tsc
    jftrace jftrace-mono -Djftrace.clock=mono
    moobench jfr "-XX:StartFlightRecording:method-trace=$call::monitored,jdk.MethodTrace#stackTrace=false,filename=$work/jfr.jfr" -Xlog:jfr*=off
    KIEKER_SIGNATURES_INCLUDE="* $call.*(*)" kieker kieker "-javaagent:$kieker_bytebuddy"
    kieker kieker-aspectj $(kieker_weaving "$work/aspectj" "$call")
done | tee "$work/rows" >&2
sort -k1,1 -k2,2n "$work/rows" | awk '
    { n[$1]++; for (c = 2; c <= 5; c++) v[$1, n[$1], c] = $c }
    END {
        printf "%-14s %8s %8s %8s %10s\n", "variant", "median", "mean", "p99", "most"
        variants = split("base jftrace jftrace-mono jfr kieker kieker-aspectj", order, " ")
        for (i = 1; i <= variants; i++) {
            name = order[i]; m = int((n[name] + 1) / 2)
            printf "%-14s %8d %8d %8d %10d\n", name, v[name, m, 2], v[name, m, 3], v[name, m, 4], v[name, m, 5]
        }
    }'
