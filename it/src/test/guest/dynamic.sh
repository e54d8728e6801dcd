# Events that somebody made: list tells them, record takes them, reset takes them away but for those that it is told to keep.
# The library is copied: a probe of a file below an overlay is one of a file that nobody runs.
cp -L /lib/x86_64-linux-gnu/libc.so.6 .
library=$PWD/libc.so.6
offset=$(nm -D "$library" | sed -n 's/^0*\([0-9a-f]*\) [TW] getppid@@.*/\1/p')
echo 'p:kprobes/opened do_sys_openat2' >>$T/kprobe_events
echo 'r:kprobes/opens do_sys_openat2 fd=$retval' >>$T/kprobe_events
echo "p:uprobes/asked $library:0x$offset" >>$T/uprobe_events
echo "r:uprobes/told $library:0x$offset parent=\$retval:s32" >>$T/uprobe_events
echo 'mine u64 what; pid_t who' >>$T/synthetic_events
echo 'e:eprobes/woken sched/sched_waking pid=$pid:s32' >>$T/dynamic_events
echo 'f:fprobes/read vfs_read' >>$T/dynamic_events 2>/dev/null # a kernel of 6.5 or later
cp $T/dynamic_events "$STEP/made"
$JFTRACE list -k >"$STEP/listed"
$JFTRACE list -e '^(kprobes|uprobes|eprobes)$' -F >"$STEP/fields"
$JFTRACE record -q -F -c -e kprobes -e uprobes -e eprobes -o "$STEP/probes.dat" \
    env "LD_LIBRARY_PATH=$PWD" sh -c 'cat /etc/hostname' >/dev/null
echo "recorded $?"
$JFTRACE reset -k kprobe -k kretprobe -k synth
echo "reset $? $(sed 's/[:/ ].*//' $T/dynamic_events | sort | tr -d '0-9\n')"
$JFTRACE reset
echo "reset $? $(wc -l <$T/dynamic_events)"
