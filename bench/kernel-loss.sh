#!/usr/bin/env bash
# kernel-loss.sh [KERNEL]: how many events jftrace record and trace-cmd record lose of the same load with the same buffers, on a
# kernel of the tests' bed (it/README.md), in turn. The load: dd, which makes system calls as fast as one CPU can; all events of sched
# and raw_syscalls. Twice with jftrace: as a user starts it, and with the JVM's compilers spared as the tests do in an emulated guest
# (it/bed/steps). The guest's time is the number of its instructions (4 ns each), so that it does not matter what else this machine
# does. Prints events lost of 1,000, the median and least..most, and by how many runs anything was lost at all.
# Settings: RUNS (5), SIZES ("100 200 400 800 1600", KB of buffer a CPU), COUNT (60000, bytes for dd: 4 events each), OUT.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/.." && pwd)
kernel=${1:-6.12}
out=${OUT:-$root/bench/target/kernel-loss}
jdk=${JAVA_HOME:-$(ls -d /usr/lib/jvm/*-25-* | head -1)}

rm -rf "$out" && mkdir -p "$out/steps/loss"
cp "$root/it/bed/steps" "$out/guest.sh"
printf 'JFTRACE=%s\nJAVA25=%s\nLIMIT=%s\n' "$root/jftrace" "$jdk" 3000 >"$out/settings"
cat >"$out/steps/loss/script" <<END
runs=${RUNS:-5} sizes='${SIZES:-100 200 400 800 1600}' count=${COUNT:-60000}
END
cat >>"$out/steps/loss/script" <<'END'
lost() {
    trace-cmd report --stat -i t.dat 2>/dev/null |
        awk '$1 == "overrun:" { lost += $2 } $1 == "dropped" { lost += $3 } $1 == "read" { read += $3 } END { print lost + 0, read + 0 }'
}
one() { # NAME SIZE PROGRAM
    local begin
    rm -f t.dat
    begin=$(cut -d' ' -f1 /proc/uptime)
    "$3" record -q -b "$2" -e sched -e raw_syscalls -o t.dat dd if=/dev/zero of=/dev/null bs=1 count="$count" >told 2>&1
    echo "$1 $2 $(lost) $(awk -v begin="$begin" '{ print $1 - begin }' /proc/uptime)"
}
spared=$JFTRACE_JAVA_OPTIONS
for run in $(seq "$runs"); do
    for size in $sizes; do
        one trace-cmd "$size" trace-cmd
        JFTRACE_JAVA_OPTIONS= one jftrace "$size" "$JFTRACE"
        JFTRACE_JAVA_OPTIONS=$spared one jftrace-spared "$size" "$JFTRACE"
    done
done
END
# The first start outside the guest makes the launcher's cache, which the guest then finds.
JFTRACE_TRACEFS=none "$root/jftrace" version >/dev/null
ICOUNT=${ICOUNT:-shift=2,sleep=off} "$root/it/bed/boot" "$kernel" "$out" 3600 >"$out/console"

echo "kernel $kernel, ${COUNT:-60000} bytes; lost of 1,000 events"
printf '%6s  %-16s%8s %18s %10s %9s\n' "KB" "" median least..most with\ loss seconds
sort -k2,2n -k1,1 -s "$out/steps/loss/out" | awk '
    function flush(  i, j, x) {
        if (n == 0) return
        for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] < a[j - 1]; j--) { x = a[j]; a[j] = a[j - 1]; a[j - 1] = x }
        printf "%6d  %-16s%8.1f %8.1f..%8.1f %7d/%d %9.1f\n", size, name, (a[int((n + 1) / 2)] + a[int(n / 2) + 1]) / 2, a[1], a[n], some, n, seconds / n
        n = some = seconds = 0
    }
    $1 != name || $2 != size { flush(); name = $1; size = $2 }
    { a[++n] = 1000 * $3 / ($3 + $4); some += $3 > 0; seconds += $5 }
    END { flush() }'
