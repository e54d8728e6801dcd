package dev.jftrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTableTest {
    private final List<String> taken = new ArrayList<>();
    private final OptionTable table = new OptionTable("split [OPTION]... [FILE]")
            .value('o', null, "FILE", "the output", value -> taken.add("o=" + value))
            .flag('t', null, "a flag", value -> taken.add("t"))
            .flag('q', "quiet", "another", value -> taken.add("q"))
            .value("depth", "N", "a number", value -> taken.add("depth=" + value));

    @ParameterizedTest
    @CsvSource({
        "-t -q, t q",
        "-tq, t q",
        "-o x, o=x",
        "-ox, o=x",
        "-tox, t o=x",
        "--quiet, q",
        "--depth 3, depth=3",
        "--depth=3, depth=3",
        "-q --depth 3 -t, q depth=3 t",
    })
    void shouldTakeOptionsInTheOrderInWhichTheyStand(String words, String expected) throws UsageException {
        assertThat(table.take(List.of(words.split(" ")))).isEmpty();
        assertThat(String.join(" ", taken)).isEqualTo(expected);
    }

    @Test
    void shouldFindOptionsBehindOperands() throws UsageException {
        assertThat(table.take(List.of("a", "-t", "b"))).containsExactly("a", "b");
        assertThat(taken).containsExactly("t");
    }

    @Test
    void shouldLeaveACommandsOwnOptionsToIt() throws UsageException {
        assertThat(table.operandsLast().take(List.of("-t", "java", "-q", "--depth")))
                .containsExactly("java", "-q", "--depth");
        assertThat(taken).containsExactly("t");
    }

    @Test
    void shouldTakeAllForOperandsBehindTwoDashes() throws UsageException {
        assertThat(table.take(List.of("-t", "--", "-q", "x"))).containsExactly("-q", "x");
    }

    @Test
    void shouldTakeADashAloneForAnOperand() throws UsageException {
        assertThat(table.take(List.of("-"))).containsExactly("-");
    }

    @ParameterizedTest
    @CsvSource({
        "-x, no option '-x'",
        "-tx, no option '-x'",
        "--loud, no option '--loud'",
        "-o, -o FILE: the value is missing",
        "--depth, --depth N: the value is missing",
        "--quiet=1, --quiet takes no value",
    })
    void shouldSayWhatItDoesNotUnderstand(String words, String message) {
        assertThatThrownBy(() -> table.take(List.of(words.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("split: " + message);
    }

    @Test
    void shouldListEveryOptionInItsHelp() {
        assertThat(table.help())
                .startsWith("usage: jftrace split [OPTION]... [FILE]\n")
                .contains("  -o FILE                   the output\n")
                .contains("  -q, --quiet               another\n")
                .contains("  --depth N                 a number\n");
    }
}
