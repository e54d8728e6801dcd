#!/bin/sh
# MooBench's shape by several threads at once, untraced and traced (overwrite, nobody reads): ns of processor time per call. The cost of a
# recorded call must not grow with the threads, as they share no cache line; nor much with virtual threads.
# usage: bench/threads.sh [JAVA_HOME]     (after mvn -pl agent -am package; a JDK of 21 or newer)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
work=$(mktemp -d "${TMPDIR:-/tmp}/threads.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$home/bin/javac" -nowarn -source 17 -target 17 -Xlint:-options -d "$work/classes" \
    "$here"/src/moobench/java/dev/jftrace/bench/ThreadsBench.java "$here"/src/moobench/java/dev/jftrace/bench/MonitoredCall.java

printf '%-9s %7s %9s %9s %9s\n' kind threads base traced cost
for shape in 'platform 1 400000' 'platform 2 200000' 'platform 8 50000' 'virtual 2 200000' 'virtual 10000 64'; do
    base=$("$home/bin/java" -cp "$work/classes" dev.jftrace.bench.ThreadsBench $shape)
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    printf 'filter=dev.jftrace.bench.MonitoredCall.monitored\nbuffer_mode=overwrite\n' > "$work/session/settings"
    traced=$("$home/bin/java" "-javaagent:$agent=$work/session" -cp "$work/classes" dev.jftrace.bench.ThreadsBench $shape)
    echo "$shape $base $traced" | awk '{ printf "%-9s %7d %9.2f %9.2f %9.2f   (least %.2f, %.2f)\n", $1, $2, $4, $7, $7 - $4, $5, $8 }'
done
