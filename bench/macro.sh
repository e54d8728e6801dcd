#!/bin/sh
# Real applications under load, all methods of their own classes traced by us and by others, beside no agent: H2 (TPC-B's transactions) and
# Lucene (indexing and searching), in process and in memory. us per operation once warm; medians of FORKS.
#   thread    processor time of the application's thread, which is what tracing costs it (a tenth and nine tenths of all rounds beside it)
#   process   of all threads: the JIT's, the collector's, and those with which a tracer writes its file; jftrace's recorder is another process
#   calls/op  that the tracer recorded (the start, some 100,000 calls, is in it); what is missing beside the most was not traced by it
#   ns/call   of the thread, beyond base, for each call that was recorded
#   lost      records that it says it lost; "-" where it does not say
# Variants:
#   base      no agent                         nothing   our agent, its filter matches no method
#   tsc, mono, function   every call recorded, by the time-stamp counter (JDK 22), by nanoTime, by the function tracer; a reader counts and gives back
#   thresh    tracing_thresh of 1 ms           default   as tsc or mono, without trivial methods
#   record    jftrace record, with all that belongs to it, into a trace.dat
#   jfr       JFR's MethodTrace of the same classes without stacks (JDK 25), into a file
#   kieker, kieker-aspectj   Kieker 2.0.2's two agents, into binary files
#   async-profiler   4.6's trace of the same classes, into a file
# usage: bench/macro.sh [JAVA_HOME...]     (after mvn -pl cli,agent -am package; the first use downloads the libraries)
# FORKS=3 WARM=6 MEASURED=4 (seconds of the thread) APPS="H2 Lucene" VARIANTS="..."
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
jftrace=${JFTRACE:-$here/../jftrace}
forks=${FORKS:-3}
if [ $# -eq 0 ]; then
    for home in /usr/lib/jvm/*; do
        [ -h "$home" ] || ! [ -x "$home/bin/javac" ] || set -- "$@" "$home"
    done
fi
for home; do newest=$home; done
. "$here/peers.sh"
lib=$here/target/proof/lib
[ -d "$lib" ] || mvn -q -B -f "$here/src/proof/pom.xml" -DoutputDirectory="$lib" -DincludeScope=runtime \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies
work=$(mktemp -d "${TMPDIR:-/tmp}/macro.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$newest/bin/javac" -nowarn -Xlint:-options --release 17 -cp "$lib/*" -d "$work/classes" "$here"/src/macro/java/dev/jftrace/bench/macro/*.java \
    "$here"/src/proof/java/dev/jftrace/bench/proof/CallCounter.java "$here"/../ring/src/main/java/dev/jftrace/ring/Agent*.java \
    "$here"/../ring/src/main/java/dev/jftrace/ring/ClockPairDescriptor.java
for app in H2 Lucene; do
    case $app in H2) jars=$lib/h2-*.jar ;; *) jars=$lib/lucene-*.jar ;; esac
    jfr_settings "$(for jar in $jars; do "$newest/bin/jar" tf "$jar"; done | grep '^org/.*\.class$' | grep -v 'package-info\|module-info' \
        | sed 's|\.class$||' | tr / . | paste -sd ';')" > "$work/$app.jfc"
done

macro() { # JVM OPTION...
    "$home/bin/java" -Xms1g -Xmx1g "$@" -cp "$work/classes:$lib/*" dev.jftrace.bench.macro.Macro "$app" "${WARM:-6}" "${MEASURED:-4}" \
        > "$work/out" 2> "$work/err" || { tail -n 5 "$work/err" >&2; echo "bench/macro.sh: $app $version $variant failed" >&2; }
    figures=$(sed -n 's/^macro //p' "$work/err")
}

row() { # RECORDED LOST
    [ -z "$figures" ] || echo "$app $version $variant $figures $1 $2"
}

session() { # SETTING...
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    for setting in buffer_kb=262144 "$@"; do echo "$setting"; done > "$work/session/settings"
}

traced() { # CLOCK SETTING...
    clock=$1
    shift
    session "$@"
    "$newest/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$work/classes" dev.jftrace.bench.proof.CallCounter "$work/session" > "$work/count" &
    macro -Djftrace.clock="$clock" "-javaagent:$agent=$work/session"
    : > "$work/session/ended"
    wait $!
    read -r entries exits values lost < "$work/count"
    [ "$entries" -gt 0 ] || entries=$exits # tracing_thresh: what ended
    row "$entries" "$lost"
    rm -rf "$work/session"
}

kieker() { # OPTION...
    rm -rf "$work/kieker"
    mkdir "$work/kieker"
    macro $(kieker_options "$work/kieker") "$@"
    row "$(kieker_records "$work/kieker")" -
    rm -rf "$work/kieker"
}

measure() { # of one variant
    clock=mono
    [ "$version" -lt 22 ] || clock=tsc
    case $variant in
    base) macro; row 0 0 ;;
    nothing)
        session filter=no.such.Method
        macro -Djftrace.clock=$clock "-javaagent:$agent=$work/session"
        row 0 0
        ;;
    tsc) [ "$version" -lt 22 ] || traced tsc "filter=$package.*" all=1 ;;
    mono) traced mono "filter=$package.*" all=1 ;;
    default) traced $clock "filter=$package.*" ;;
    function) traced $clock "filter=$package.*" all=1 tracer=function ;;
    thresh) traced $clock "filter=$package.*" all=1 tracing_thresh=1000 ;;
    record)
        "$jftrace" record -q -o "$work/trace.dat" --jvm -b 262144 --no-governor --all -l "$package.*" "$home/bin/java" -Xms1g -Xmx1g -cp "$work/classes:$lib/*" \
            dev.jftrace.bench.macro.Macro "$app" "${WARM:-6}" "${MEASURED:-4}" > "$work/out" 2> "$work/err" || tail -n 5 "$work/err" >&2
        figures=$(sed -n 's/^macro //p' "$work/err")
        lost=$(sed -n 's/^jftrace: \([0-9]*\) events were lost.*/\1/p' "$work/err")
        row 0 "${lost:-0}"
        rm -f "$work/trace.dat"
        ;;
    jfr)
        [ "$version" -ge 25 ] || return 0
        macro "-XX:StartFlightRecording:settings=$work/$app.jfc,maxsize=100g,filename=$work/jfr.jfr" -Xlog:jfr*=off
        row "$(jfr_events "$work/jfr.jfr" "$newest")" "$("$newest/bin/jfr" summary "$work/jfr.jfr" | awk '$1 == "jdk.DataLoss" { print $2 }')"
        rm -f "$work/jfr.jfr"
        ;;
    kieker) KIEKER_SIGNATURES_INCLUDE="* $package.*.*(*)" kieker "-javaagent:$kieker_bytebuddy" ;;
    kieker-aspectj) kieker $(kieker_weaving "$work/aspectj" "$package..*") ;;
    async-profiler)
        [ -n "$async_profiler" ] || return 0
        macro "-agentpath:$async_profiler=start,trace=$package.*.*,jfr,file=$work/async.jfr"
        row "$(jfr_events "$work/async.jfr" "$newest")" -
        rm -f "$work/async.jfr"
        ;;
    esac
}

for fork in $(seq "$forks"); do
    for app in ${APPS:-H2 Lucene}; do
        case $app in H2) package=org.h2 ;; *) package=org.apache.lucene ;; esac
        for home; do
            version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
            for variant in ${VARIANTS:-base nothing tsc mono default function thresh jfr kieker kieker-aspectj async-profiler}; do
                measure
            done
        done
    done
done | tee "$work/rows" >&2

sort -k1,3 -k5,5n "$work/rows" | awk '
    { key = $1 " " $2 " " $3; n[key]++; thread[key, n[key]] = $5; process[key, n[key]] = $8; recorded[key] = $10 / $4; lost[key] = $11
      if (!(key in low) || $6 < low[key]) low[key] = $6
      if ($7 > high[key]) high[key] = $7
      group[$1 " " $2] = 1 }
    function middle(a, key) { return a[key, int((n[key] + 1) / 2)] }
    END {
        printf "%-7s %-3s %-15s %9s %19s %9s %9s %9s %9s %9s %8s\n", "app", "jdk", "variant", "thread us", "tenth..nine tenths", \
            "slowdown", "process", "slowdown", "calls/op", "ns/call", "lost"
        variants = split("base nothing tsc mono default function thresh record jfr kieker kieker-aspectj async-profiler", order, " ")
        for (g in group) for (i = 1; i <= variants; i++) {
            key = g " " order[i]
            if (!(key in n)) continue
            split(key, part, " ")
            t = middle(thread, key); p = middle(process, key); bt = middle(thread, g " base"); bp = middle(process, g " base")
            printf "%-7s %-3s %-15s %9.1f %8.1f..%9.1f %8.2fx %9.1f %8.2fx %9.0f %9s %8s\n", part[1], part[2], part[3], t, low[key], high[key], \
                t / bt, p, p / bp, recorded[key], (recorded[key] > 100 ? sprintf("%.0f", (t - bt) * 1000 / recorded[key]) : "-"), lost[key]
        }
    }'
