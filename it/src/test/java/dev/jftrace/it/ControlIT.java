package dev.jftrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.testkit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control commands on real kernels. */
@Tag("kernel")
class ControlIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldSayAndSetWhatTraceCmdDoes(String kernel) {
        Run control = Guest.kernel(kernel).step("control");

        assertThat(control.outLines())
                .containsExactly(
                        "same list-events",
                        "same list-format",
                        "same list-options",
                        "same start",
                        "same show",
                        "functions are shown",
                        "same stat",
                        "same reset");
        assertThat(control.err()).isEmpty();
    }

    /** Its file trace has no end while this goes on. */
    @Test
    void shouldShowWhatWasInABufferThatIsWrittenFasterThanItIsRead() throws IOException {
        Guest guest = Guest.kernel("6.1");

        assertThat(guest.step("show-busy")).isEqualTo(new Run(0, "events 0, on 1\ngraph 0, on 1\n", ""));
        assertThat(Files.readAllLines(guest.file("show-busy", "shown"), StandardCharsets.ISO_8859_1))
                .filteredOn(line -> line.matches(".{16}-\\d+ +\\[\\d+\\] \\S+ +\\d+\\.\\d{6}: sys_(enter|exit): .*"))
                .hasSizeBetween(1_000, 100_000);
        assertThat(Files.readAllLines(guest.file("show-busy", "graph"), StandardCharsets.ISO_8859_1))
                .filteredOn(line -> line.contains("ksys_"))
                .hasSizeBetween(1_000, 100_000);
        assertThat(guest.leftBy("show-busy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldSayWhyTheKernelRefuses(String kernel) {
        Run refused = Guest.kernel(kernel).step("refused");

        assertThat(refused.out()).isEqualTo("status 1\nstatus 1\nnop\n");
        assertThat(refused.err())
                .contains(
                        "events/sched/sched_switch/filter: writing '(nosuch==1)': Invalid argument (EINVAL)",
                        "error: Field not found",
                        "  Command: (nosuch==1)\n                   ^\n",
                        "current_tracer: writing 'function': busy (EBUSY)",
                        "reads trace_pipe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldMakeEventsAndHistogramsOfAStatement(String kernel) {
        Run sqlhist = Guest.kernel(kernel).step("sqlhist");

        assertThat(sqlhist.outLines()).hasSize(2);
        assertThat(Integer.parseInt(sqlhist.outLines().get(0))).isPositive();
        assertThat(sqlhist.outLines().get(1)).isEqualTo("next_comm\thitcount");
        assertThat(sqlhist.err()).isEmpty();
        assertThat(Guest.kernel(kernel).leftBy("sqlhist")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void shouldKnowTheEventsThatSomebodyMade(String kernel, @TempDir Path folder) throws IOException {
        Guest guest = Guest.kernel(kernel);

        assertThat(guest.step("dynamic").outLines())
                .as("kprobe, kretprobe and synthetic event stay")
                .containsExactly("recorded 0", "reset 0 prs", "reset 0 0");
        assertThat(Files.readString(guest.file("dynamic", "listed")))
                .isEqualTo(Files.readString(guest.file("dynamic", "made")))
                .contains("p:kprobes/opened", "r", ":uprobes/told", "s:synthetic/mine", "e:eprobes/woken");
        assertThat(Files.readString(guest.file("dynamic", "fields")))
                .contains("system: eprobes\nname: woken", "name: told")
                .containsPattern("field:s32 parent;");
        List<String> report = Jftrace.run(
                        folder, "report", guest.file("dynamic", "probes.dat").toString())
                .outLines();
        assertThat(report)
                .anyMatch(line -> line.matches(".* opened: +\\(\\p{XDigit}+\\)"))
                .anyMatch(line ->
                        line.matches(".* opens: +\\(\\p{XDigit}+ <- \\p{XDigit}+\\) fd=(-?\\d+|0x\\p{XDigit}+)"))
                .anyMatch(line -> line.matches(".* asked: +\\(\\p{XDigit}+\\)"))
                .anyMatch(line -> line.matches(".* told: +\\(.* <- .*\\) parent=\\d+"))
                .anyMatch(line -> line.matches(".* woken: +.*pid=\\d+"));
    }
}
