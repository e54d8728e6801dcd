package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastEventsTest {
    private static final String HEADER = "# tracer: nop\n#\n";

    private static String shown(String text, String... stats) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PastEvents(List.of(stats)).copy(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String stats(int entries, String now) {
        return "entries: " + entries + "\noverrun: 0\noldest event ts:     1.000000\nnow ts: " + now
                + "\ndropped events: 0\nread events: 7\n";
    }

    @Test
    void shouldEndBeforeTheFirstEventThatIsNewerThanAllCpusClocks() throws IOException {
        String past = HEADER
                + "              ls-12      [000] d..2.    10.000001: sched_switch: prev_comm=ls\n"
                + " => schedule\n => do_syscall_64\n"
                + "    a: [7] 99.9:-13       [001] .....    10.000003: print: two\nlines\n";

        assertThat(shown(
                        past + "          <idle>-0       [000] d..2.    10.000004: sched_switch: prev_comm=x\n" + past,
                        stats(1, "   10.000002"),
                        stats(1, "   10.000003")))
                .isEqualTo(past);
    }

    @Test
    void shouldKnowTheTimeBehindThreadGroupsAndWithoutFlags() throws IOException {
        String first = "              ls-12      (     11) [000] .....    10.000001: x: y\n";
        String second = "           <...>-12      (-------) [000]    10.000002: x: y\n";

        assertThat(shown(first + second + second.replace("002:", "003:"), stats(1, " 10.000002")))
                .isEqualTo(first + second);
    }

    @Test
    void shouldCompareTheNumbersOfAClockThatCountsNoTime() throws IOException {
        String past = "              ls-12      [000] d..2.         4711: x: y\n";

        assertThat(shown(past + past.replace("4711", "4713"), stats(1, "4712"))).isEqualTo(past);
    }

    @Test
    void shouldCountTheLinesThatHaveNoTime() throws IOException {
        String past = HEADER + " 0)               |  schedule() {\n"
                + " ------------------------------------------\n 0)  ls-12  =>  ps-13\n"
                + " ------------------------------------------\n\n 0)   1.234 us    |  }\n";

        assertThat(shown(past + " 0)   9.9 us    |  one_more();\n", stats(1, "1.000000"), stats(1, "1.000000")))
                .isEqualTo(past);
    }

    @Test
    void shouldShowNewerEventsInThePlaceOfOverwrittenOnesButNoMoreThanThereWere() throws IOException {
        String newer = "              ls-12      [000] d..2.    10.000009: x: y\n";

        assertThat(shown(newer.repeat(5), stats(3, "   10.000002"))).isEqualTo(newer.repeat(3));
    }

    @Test
    void shouldShowNoEventOfAnEmptyBuffer() throws IOException {
        assertThat(shown(
                        HEADER + "              ls-12      [000] d..2.    10.000001: x: y\n", stats(0, "    9.000000")))
                .isEqualTo(HEADER);
    }
}
