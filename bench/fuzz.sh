#!/usr/bin/env bash
# Fuzzes the parsers with Jazzer, one JVM for each target, one after the other (or JOBS at a time), and tells executions,
# covered edges and what was found. A finding becomes a seed of its target (src/test/resources/.../NAMEInputs), which every
# build replays from then on.
# usage: bench/fuzz.sh [SECONDS [TARGET...]]     (default 600 and all; TARGET is a part of CLASS#METHOD; JOBS=1;
# SEED of its random numbers: each run another, which finds more; a change is better judged with the same)
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
shift || true
jobs=${JOBS:-1}
out=$PWD/bench/target/fuzz
mkdir -p "$out"

# MODULE CLASS#METHOD of each target.
targets() {
    grep -rl --include='*FuzzTest.java' @FuzzTest -- */src/test/java | sort | while read -r file; do
        module=${file%%/*}
        class=${file#*/src/test/java/}
        class=${class%.java}
        grep -A1 @FuzzTest "$file" | sed -n 's/^ *\(public \)\{0,1\}void \([A-Za-z0-9]*\)(.*/\2/p' |
            sed "s|^|$module ${class//\//.}#|"
    done
}

wanted() {
    targets | while read -r module target; do
        for part in "${@:-}"; do
            [[ $target != *"$part"* ]] || { echo "$module $target"; break; }
        done
    done
}

# One JVM; Surefire's way of starting it would cost more than 30 s of fuzzing for each.
fuzz() { # SECONDS OUT MODULE TARGET
    local module=$3 name=${4#*.jftrace.} log status=ok
    log=$2/$name.log
    # A run that does not end is a finding too: the thread's stack in the log tells where.
    (cd "$module" && JAZZER_FUZZ=1 timeout -s QUIT -k 10 $((2 * $1 + 120)) "$java" -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -Djazzer.max_duration="$1s" \
        ${SEED:+-Djazzer.internal.arg.0=fuzz "-Djazzer.internal.arg.1=-seed=$SEED"} \
        -Djazzer.disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection \
        -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" \
        ../bench/src/fuzz/java/dev/jftrace/bench/FuzzTarget.java "$4") >"$log" 2>&1 || status=FOUND
    printf '%-62s %11s executions %6s edges  %s\n' "$name" \
        "$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log" | tail -1)" \
        "$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)" "$status"
    [ $status = ok ] || sed -n '/^== Java Exception/,/^== /p;/Test unit written/p' "$log" | head -20
    [ $status = ok ]
}
export -f fuzz

java=java
for folder in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    ! grep -qs '^JAVA_VERSION="\(2[5-9]\|[3-9]\)' "$folder/release" || java=$folder/bin/java
done
export java

modules=$(wanted "$@" | cut -d' ' -f1 | sort -u | paste -sd,)
[ -n "$modules" ] || { echo "bench/fuzz.sh: no target has '$*' in its name" >&2; exit 2; }
mvn -q -B -DskipTests -Dspotless.check.skip -pl "$modules" -am dependency:build-classpath package \
    -Dmdep.outputFile=target/fuzz.classpath -Dmdep.includeScope=test ${MAVEN_ARGS:-}
wanted "$@" | xargs -P "$jobs" -L 1 bash -c 'fuzz "$@"' fuzz "$seconds" "$out"
