package dev.jftrace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.sqlhist.HistAction;
import dev.jftrace.tracefs.sqlhist.SqlException;
import dev.jftrace.tracefs.sqlhist.SqlWrite;
import dev.jftrace.tracefs.sqlhist.Sqlhist;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlhistTest {
    private final Tracefs tracefs = Tracefs.of(new FakeTracefs());

    private List<String> lines(HistAction action, String sql) throws IOException, SqlException {
        return new Sqlhist(tracefs, tracefs.top(), "lat", action)
                .compile(sql).stream().map(SqlWrite::line).toList();
    }

    private List<String> lines(String sql) throws IOException, SqlException {
        return lines(HistAction.ON_MATCH, sql);
    }

    @Test
    void shouldCountFieldsOfOneEvent() throws IOException, SqlException {
        assertThat(lines(
                        "SELECT CAST(call_site as SYM-OFFSET), bytes_req, CAST(bytes_alloc AS _COUNTER_) FROM kmalloc"))
                .containsExactly("hist:keys=call_site.sym-offset,bytes_req:vals=bytes_alloc");
        assertThat(lines("select cast(common_pid as comm) from kmem.kmalloc where bytes_req > 100 and bytes_req = 7"))
                .containsExactly("hist:keys=common_pid.execname if bytes_req>100 && bytes_req==7");
    }

    @Test
    void shouldJoinTwoEventsToASyntheticOne() throws IOException, SqlException {
        assertThat(lines("SELECT end.next_comm AS comm, (end.TIMESTAMP_USECS - start.TIMESTAMP_USECS) AS delta,"
                        + " start.prio FROM sched_waking AS start JOIN sched_switch AS end ON start.pid ="
                        + " end.next_pid WHERE end.next_prio < 100 && end.next_comm == \"cyclictest\" &&"
                        + " start.prio < 100"))
                .containsExactly(
                        "s:lat char comm[16]; u64 delta; int prio",
                        "hist:keys=pid:__lat_TIMESTAMP_USECS=common_timestamp.usecs,__lat_prio=prio if prio<100",
                        "hist:keys=next_pid:comm=next_comm,delta=common_timestamp.usecs-$__lat_TIMESTAMP_USECS"
                                + ":onmatch(sched.sched_waking).trace(lat,$comm,$delta,$__lat_prio)"
                                + " if next_prio<100 && next_comm==\"cyclictest\"");
    }

    @Test
    void shouldActOnANewMaximum() throws IOException, SqlException {
        String sql = "select start.pid, (end.TIMESTAMP - start.TIMESTAMP) as delta from sched_waking start"
                + " join sched_switch end on end.next_pid = start.pid";

        assertThat(lines(new HistAction("onmax", "delta", true, true, List.of("next_comm")), sql)
                        .getLast())
                .endsWith(
                        ":onmax($delta).save(next_comm):onmax($delta).trace(lat,$__lat_pid,$delta):onmax($delta).snapshot()");
        assertThatThrownBy(() -> lines(new HistAction("onmax", "nosuch", true, false, List.of()), sql))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("'nosuch' is no variable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT pid FROM nosuch | column 17: there is no event 'nosuch'",
                "SELECT nosuch FROM kmalloc | column 8: event kmem:kmalloc has no field 'nosuch'",
                "SELECT bytes_req kmalloc | column 25: expected FROM, not the end",
                "SELECT CAST(bytes_req AS FOO) FROM kmalloc | column 26: no type to cast to",
                "SELECT s.pid FROM sched_waking AS s JOIN sched_switch AS e ON s.pid = e.next_pid"
                        + " WHERE s.prio < 1 OR e.next_prio < 1 | fields of two events in one condition",
                "SELECT pid FROM sched_waking AS s JOIN sched_switch AS e ON s.pid = e.next_pid | of which event?",
                "SELECT bytes_req; FROM kmalloc | column 17: ';' is not understood",
                "SELECT s.pid FROM sched_waking AS s JOIN sched_switch AS e ON s.pid = s.prio | a field of each",
            })
    void shouldSayWhereAStatementIsWrong(String sql, String problem) {
        assertThatThrownBy(() -> lines(sql)).isInstanceOf(SqlException.class).hasMessageContaining(problem);
    }
}
