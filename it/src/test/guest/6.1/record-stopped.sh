# A reader that dies; signals while the settings are put back, each fsync of the journal slowed to 30 ms; and a kill there.
cd "$STEP" || exit
set -m
journal() { cat /var/lib/jftrace/journal/*.journal | wc -l; }
state() {
    local file
    for file in current_tracer tracing_on set_event set_ftrace_filter set_event_notrace_pid set_ftrace_notrace_pid buffer_size_kb \
        buffer_percent trace_clock options/sym-offset; do
        echo "$file $(grep -v '^#' $T/$file)"
    done
    ls $T/instances
}
begin() { # NAME
    $JFTRACE record -q -p function -l 'vfs_*' -e sched -O sym-offset -b 500 -C mono -B side -e sched_waking -o "$1.dat" >"$1.told" 2>&1 &
    recorder=$!
    # The readers' threads are there, and what they wait for has come.
    until [ "$(cat $T/instances/side/tracing_on 2>/dev/null)$(cat $T/tracing_on)" = 11 ] && grep -q . $T/set_event_notrace_pid; do sleep 0.1; done
    ls / >/dev/null
}

begin dead
strace -f -qq -o /dev/null -e trace=splice -e inject=splice:error=EIO -p $recorder & tracer=$!
sleep 1; ls / >/dev/null
kill -INT $recorder; wait $recorder; echo "dead $?"
grep -o 'the reader of CPU [01]\( of instance side\)\? ended early: .*: input/output error; .*' dead.told | sed 's/CPU [01]/CPU/; s/early: .*:/early: X:/' | sort -u
wait $tracer

slowly() { strace -f -qq -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:delay_exit=30000 -p $recorder & tracer=$!; sleep 1; }
stopping() { # Until it puts back: it has written more than what stops the two instances.
    local from
    from=$(journal)
    kill -INT $recorder
    until [ $(($(journal) - from)) -gt 9 ]; do sleep 0.05; done
}
for file in set_event_notrace_pid set_ftrace_notrace_pid; do echo >$T/$file; done
state >before
begin signals
slowly
stopping
at=$(journal)
for signal in TERM INT TERM INT; do kill -$signal $recorder; sleep 0.1; done
wait $recorder; echo "signals $?"
[ "$(journal)" -gt $((at + 4)) ] && echo "it was putting back"
state >after
diff before after && echo "as before"
wait $tracer

begin killed
slowly
stopping
kill -KILL $recorder; wait $recorder 2>/dev/null; echo "killed $?"
wait $tracer
state >after
cmp -s before after || echo "not as before"
$JFTRACE restore-settings >restored; echo "restored $?"
state >after
diff before after && echo "as before"
ls /var/lib/jftrace/settings
rm -rf .jftrace-kernel-*
