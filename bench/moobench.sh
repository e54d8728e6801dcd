#!/bin/sh
# MooBench's shape, all variants in one run: ns per call of a ten-deep recursion that does nothing but two clock reads at its end.
#   base      no agent
#   nothing   the agent is loaded, its filter matches no method
#   floor     two clock reads and two 16-byte stores to a mapped file per call, written by hand
#   agent     every call recorded, a reader gives the sub-buffers back
#   tsc-floor, tsc-agent   the same by the time-stamp counter, where the JDK can read it (22 and newer, x86-64)
#   overwrite   tsc-agent without a reader: each sub-buffer is written over
#   function, thresh   the function tracer; tracing_thresh with calls that are all too short
# usage: bench/moobench.sh [FORKS] [JAVA_HOME...]     (after mvn -pl agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
forks=${1:-5}
[ $# -gt 0 ] && shift
if [ $# -eq 0 ]; then
    for home in /usr/lib/jvm/*; do
        [ -h "$home" ] || ! [ -x "$home/bin/javac" ] || set -- "$@" "$home"
    done
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/moobench.XXXXXX")
trap 'rm -rf "$work"' EXIT

internals='--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED'
for home in "$@"; do newest=$home; done
"$newest/bin/javac" -nowarn -source 17 -target 17 -Xlint:-options $internals -d "$work/classes" \
    "$here"/src/moobench/java/dev/jftrace/bench/*.java "$here"/../ring/src/main/java/dev/jftrace/ring/Agent*.java "$here"/../ring/src/main/java/dev/jftrace/ring/ClockPairDescriptor.java

bench() { # HOME ARGS...
    home=$1
    shift
    "$home/bin/java" -Xms1g -Xmx1g $internals "$@"
}

session() { # FILTER SETTING...
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    printf 'filter=%s\n' "$@" | sed '2,$s/^filter=//' > "$work/session/settings"
}

recorded() { # HOME VARIANT OPTION SETTING...
    home=$1 variant=$2 option=$3
    shift 3
    session 'dev.jftrace.bench.MonitoredCall.monitored' "$@"
    "$newest/bin/java" -cp "$work/classes" dev.jftrace.bench.Recycler "$work/session" > "$work/lost" &
    echo "$version $variant $(bench "$home" $option "-javaagent:$agent=$work/session" -cp "$work/classes" \
        dev.jftrace.bench.MooBench traced)"
    wait $!
    [ "$(cat "$work/lost")" = 0 ] || echo "$version $variant: $(cat "$work/lost") records lost, figure is not valid" >&2
}

unread() { # HOME VARIANT SETTING...
    home=$1 variant=$2
    shift 2
    session 'dev.jftrace.bench.MonitoredCall.monitored' "$@"
    echo "$version $variant $(bench "$home" "-javaagent:$agent=$work/session" -cp "$work/classes" \
        dev.jftrace.bench.MooBench traced)"
}

for home in "$@"; do
    version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
    fork=0
    while [ $fork -lt "$forks" ]; do
        fork=$((fork + 1))
        echo "$version base $(bench "$home" -cp "$work/classes" dev.jftrace.bench.MooBench traced)"
        session 'no.such.Method'
        echo "$version nothing $(bench "$home" "-javaagent:$agent=$work/session" -cp "$work/classes" \
            dev.jftrace.bench.MooBench traced)"
        echo "$version floor $(bench "$home" -cp "$work/classes" dev.jftrace.bench.MooBench floor "$work/floor")"
        recorded "$home" agent -Djftrace.clock=mono tracer=function_graph
        if [ "$version" -ge 22 ]; then
            echo "$version tsc-floor $(bench "$home" --enable-native-access=ALL-UNNAMED -cp "$work/classes" \
                dev.jftrace.bench.MooBench tsc-floor "$work/floor")"
            recorded "$home" tsc-agent -Djftrace.clock=tsc tracer=function_graph
        fi
        unread "$home" overwrite tracer=function_graph buffer_mode=overwrite
        unread "$home" function tracer=function buffer_mode=overwrite
        unread "$home" thresh tracer=function_graph tracing_thresh=1000
    done
done | tee "$work/rows" >&2

sort -k1,1 -k2,2 -k3,3n "$work/rows" | awk '
    { key = $1 " " $2; n[key]++; median[key, n[key]] = $3; jdk[$1] = 1
      if (!(key in least) || $4 < least[key]) least[key] = $4
      if ($5 > most[key]) most[key] = $5 }
    function middle(key) { return median[key, int((n[key] + 1) / 2)] }
    END {
        printf "%-4s %-9s %9s %19s %12s %10s\n", "JDK", "variant", "ns/call", "least..most", "net of base", "to floor"
        variants = split("base nothing floor agent tsc-floor tsc-agent overwrite function thresh", order, " ")
        for (j in jdk) for (v = 1; v <= variants; v++) {
            key = j " " order[v]
            if (!(key in n)) continue
            floorKey = j (order[v] == "tsc-agent" ? " tsc-floor" : " floor")
            net = middle(key) - middle(j " base"); floor = middle(floorKey) - middle(j " base")
            printf "%-4s %-9s %9.2f %8.2f..%9.2f %12.2f %10s\n", j, order[v], middle(key), least[key], most[key], net, \
                order[v] ~ /agent/ ? sprintf("%.2fx", net / floor) : ""
        }
    }'
