# A file of each way that sub-buffers can take out of the kernel.
work='for i in 1 2; do ls -la /etc >/dev/null; cat /proc/meminfo >/dev/null; done'
for way in '' --mmap '--nosplice --poll' '--subbuf-size 16'; do
    $JFTRACE record -q $way -e sched -e timer -e irq -o "$STEP/way${way// /}.dat" bash -c "$work"
    echo "way${way// /} $?"
done
