# The formats of all events of this kernel; a module's function as C declares it; then all instances in one file, with the time of day.
$JFTRACE check-events >"$STEP/checked" 2>"$STEP/ours"; echo "checked $?"
$JFTRACE list -f 'p9_client_clun?' --proto
mkdir $T/instances/one $T/instances/two
for instance in . instances/one instances/two; do echo 1 >$T/$instance/events/sched/enable; done
ls / >/dev/null
for instance in . instances/one instances/two; do echo 0 >$T/$instance/tracing_on; echo 0 >$T/$instance/events/sched/enable; done
shown() { grep -vc '^#' "$T/$1/trace"; }
echo "top $(shown .)" >"$STEP/shown"
for name in one two; do echo "$name $(shown instances/$name)" >>"$STEP/shown"; done
$JFTRACE extract -q -a -t --date -o "$STEP/all.dat"; echo "extracted $?"
echo "left $(shown .) $(shown instances/one) $(shown instances/two)"
ls $T/instances
rmdir $T/instances/one $T/instances/two
echo 1 >$T/tracing_on
