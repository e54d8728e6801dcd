# A statement becomes a synthetic event that happens, and a histogram that counts. (A > would take the statement's trigger away.)
$JFTRACE sqlhist -e -n wakeup_lat 'SELECT end.next_comm AS comm, (end.TIMESTAMP_USECS - start.TIMESTAMP_USECS) AS lat
    FROM sched_waking AS start JOIN sched_switch AS end ON start.pid = end.next_pid WHERE end.next_prio < 200' >"$STEP/commands"
echo 'hist:keys=next_comm' >>$T/events/sched/sched_switch/trigger
echo 1 >$T/events/synthetic/wakeup_lat/enable
sleep 0.5
echo 0 >$T/tracing_on
grep -c wakeup_lat: $T/trace
$JFTRACE hist -e sched_switch --tsv | grep '^next_comm'
$JFTRACE reset
cat $T/dynamic_events
