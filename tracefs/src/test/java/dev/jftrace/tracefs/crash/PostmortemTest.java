package dev.jftrace.tracefs.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.tracefs.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostmortemTest {
    private static final String TRACER = "/sys/kernel/tracing/current_tracer";
    private static final long NOBODY = Long.MAX_VALUE;

    private static JournalEntry entry(String boot, String file, String old, String value, String outcome) {
        return entry(boot, NOBODY, file, old, value, outcome);
    }

    private static JournalEntry entry(String boot, long pid, String file, String old, String value, String outcome) {
        return new JournalEntry(1, boot, Instant.EPOCH, 0, pid, "jftrace", file, "write", "safe", old, value, outcome);
    }

    @Test
    void shouldNameTheWriteThatWasInFlightAndTheTracerBeforeIt() {
        Postmortem postmortem = Postmortem.of(
                List.of(
                        entry("a", TRACER, "nop\n", "blk\n", "done"),
                        entry("a", TRACER, null, "function_graph\n", null)),
                "b");

        assertThat(postmortem.suspects()).extracting(JournalEntry::shown).containsExactly("function_graph");
        assertThat(postmortem.tracer()).isEqualTo("blk");
    }

    @Test
    void shouldTellOfTheLastRunOnly() {
        Postmortem postmortem = Postmortem.of(
                List.of(
                        entry("a", TRACER, "nop\n", "function_graph", null),
                        entry("b", TRACER, "nop\n", "function", "done"),
                        entry("c", TRACER, "nop\n", "blk", "done")),
                "c");

        assertThat(postmortem.bootId()).isEqualTo("b");
        assertThat(postmortem.suspects()).isEmpty();
        assertThat(postmortem.last().shown()).isEqualTo("function");
        assertThat(postmortem.tracer()).isEqualTo("function");
    }

    @Test
    void shouldNotTakeAWriteForSetThatFailed() {
        Postmortem postmortem = Postmortem.of(
                List.of(
                        entry("a", TRACER, "nop\n", "nosuch", "failed: Invalid argument"),
                        entry("a", "/t/tracing_on", "1\n", "0\n", "done")),
                "b");

        assertThat(postmortem.settings()).isEqualTo(Map.of(TRACER, "nop", "/t/tracing_on", "0"));
    }

    @Test
    void shouldTellOfAWriterThatWasKilledInThisRunButNotOfOneThatRuns() {
        long running = ProcessHandle.current().pid();
        Postmortem postmortem = Postmortem.of(
                List.of(
                        entry("a", NOBODY, TRACER, "nop\n", "function", null),
                        entry("a", running, TRACER, "nop\n", "blk", null)),
                "a");

        assertThat(postmortem.bootId()).isNull();
        assertThat(postmortem.orphans()).extracting(JournalEntry::shown).containsExactly("function");
    }

    @Test
    void shouldHaveNothingToTellOfAnEmptyJournal() {
        assertThat(Postmortem.of(List.of(), "a")).isEqualTo(new Postmortem(null, List.of(), null, Map.of(), List.of()));
    }
}
