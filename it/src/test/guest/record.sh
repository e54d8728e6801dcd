# Every event that the kernel counted is in the file, whatever way its sub-buffers take.
work='for i in 1 2 3 4; do ls -la /etc >/dev/null; cat /proc/meminfo >/dev/null; done'
counts() { # WAY FILE: events of each CPU, in the file and as the kernel counted what was read
    for cpu in 0 1; do
        echo "$1 cpu$cpu $(trace-cmd report -i "$2" 2>/dev/null | grep -c "\[00$cpu\]")" \
            "$($JFTRACE dump --options -i "$2" | awk -v cpu=$cpu '/^CPU: /{mine=$2==cpu} mine&&/^read events/{print $3}')"
    done
}
for way in '' --mmap --nosplice --poll '--subbuf-size 16'; do
    $JFTRACE record -q $way -e sched -e timer -e irq -o way.dat bash -c "$work" || echo "failed: $way"
    counts "way$way" way.dat
done
