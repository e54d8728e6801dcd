# function_graph on for human seconds on a busy machine, and left for nop: the other corner of the note's question.
( while :; do ls -R /usr/include; done >/dev/null ) & busy=$!
$JFTRACE switch --like-echo function_graph nop --hold 10s
status=$?
kill $busy
exit $status
