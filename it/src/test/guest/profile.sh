# What a program spent its time on, and what a whole machine did meanwhile.
$JFTRACE profile -q -F -c -o "$STEP/program.txt" sh -c 'ls -la /etc >/dev/null; sleep 0.1'
echo "program $?"
$JFTRACE profile -q -S -e sched:sched_switch -e sched:sched_wakeup -o "$STEP/machine.txt" sleep 0.3
echo "machine $?"
$JFTRACE record -q --profile -S -H 'sched:sched_waking,pid/sched:sched_switch,next_pid,s' -o "$STEP/hook.dat" sleep 0.3
echo "hook $?"
