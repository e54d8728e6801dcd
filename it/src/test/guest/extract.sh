echo 1 >$T/events/sched/enable; ls / >/dev/null; echo 0 >$T/tracing_on; echo 0 >$T/events/sched/enable
echo "shown $(grep -vc '^#' $T/trace)"
$JFTRACE extract -q -o "$STEP/all.dat"; echo "status $?"
echo "left $(grep -vc '^#' $T/trace)"
echo 1 >$T/tracing_on
$JFTRACE stream -e sched:sched_process_exec -F ls / >streamed; echo "stream $?"
grep -c 'sched_process_exec: .*filename=.*/ls' streamed
