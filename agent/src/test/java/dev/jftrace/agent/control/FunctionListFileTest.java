package dev.jftrace.agent.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code set_ftrace_filter}: what a write does, and when. */
class FunctionListFileTest {
    private final List<List<String>> set = new ArrayList<>();
    private final ErrorLog errors = new ErrorLog();
    private FunctionListFile file;

    private final class Functions extends FunctionListFile.Functions {
        Functions() {
            super("set_ftrace_filter", "#### all functions enabled ####\n");
        }

        @Override
        List<String> current() {
            return set.isEmpty() ? List.of() : set.getLast();
        }

        @Override
        void set(List<String> globs) {
            set.add(List.copyOf(globs));
        }
    }

    @BeforeEach
    void open() {
        FunctionCheck check = new FunctionCheck(null, null) {
            @Override
            String whyNot(String glob) {
                return glob.startsWith("Wrok") ? "'" + glob + "' matches no function; near: Work" : null;
            }
        };
        file = new FunctionListFile(new Functions(), check, errors);
    }

    private static void write(OpenFile open, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; ) {
            from += open.write(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
        }
    }

    private void echo(String text, boolean truncate) throws IOException {
        OpenFile open = file.open(truncate);
        try {
            write(open, text);
        } finally {
            open.close();
        }
    }

    @Test
    void shouldTakeEffectAtTheClose() throws IOException {
        OpenFile open = file.open(true);
        write(open, "a.* b.*\n");
        assertThat(set).isEmpty();
        open.close();
        assertThat(set).containsExactly(List.of("a.*", "b.*"));
        assertThat(file.read()).isEqualTo("a.*\nb.*\n");
    }

    @Test
    void shouldAddWithoutTruncationAndReplaceWithIt() throws IOException {
        echo("a\n", false);
        echo("b\n", false);
        assertThat(file.read()).isEqualTo("a\nb\n");
        echo("c\n", true);
        assertThat(file.read()).isEqualTo("c\n");
    }

    @Test
    void shouldMeanAllFunctionsWhenTruncatedAndClosed() throws IOException {
        echo("a\n", true);
        echo("", true);
        assertThat(file.read()).isEqualTo("#### all functions enabled ####\n");
    }

    @Test
    void shouldTakeOutWhatFollowsAnExclamationMark() throws IOException {
        echo("a b\n", true);
        echo("!a\n", false);
        assertThat(file.read()).isEqualTo("b\n");
    }

    @Test
    void shouldKeepWhatTakesAwayAPartOfAnotherLine() throws IOException {
        echo("a.* !a.B.*\n", true);
        assertThat(file.read()).isEqualTo("a.*\n!a.B.*\n");
        echo("a.B.*\n", false);
        assertThat(file.read()).isEqualTo("a.*\na.B.*\n");
    }

    @Test
    void shouldTakeACommandBackWhateverItsCount() throws IOException {
        echo("a:traceoff:3 b:snapshot\n", true);
        echo("!a:traceoff\n", false);
        assertThat(file.read()).isEqualTo("b:snapshot\n");
        assertThatThrownBy(() -> echo("!a:traceoff\n", false)).hasMessage("'a:traceoff' is not set");
    }

    @Test
    void shouldTakeAConditionToTheEndOfItsLine() throws IOException {
        echo("a if n > 5 && s == \"x y\"\nb\n", true);
        assertThat(set).containsExactly(List.of("a if n > 5 && s == \"x y\"", "b"));
    }

    @Test
    void shouldRefuseATokenThatMatchesNothingAndKeepThoseBeforeIt() throws IOException {
        assertThatThrownBy(() -> echo("a Wrok.leaf b\n", true))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                .hasMessage("'Wrok.leaf' matches no function; near: Work");
        assertThat(file.read()).isEqualTo("a\n");
        assertThat(errors.read())
                .matches("\\[ *\\d+\\.\\d{6}\\] set_ftrace_filter: error: 'Wrok.leaf' matches no function; near: Work\n"
                        + "  Command: Wrok.leaf\n           \\^\n");
    }

    /** As with the kernel's file: who writes no newline never learns of it. */
    @Test
    void shouldLoseTheErrorOfATokenThatNothingEnded() throws IOException {
        echo("Wrok.leaf", true);
        assertThat(set).isEmpty();
        assertThat(errors.read()).contains("Command: Wrok.leaf");
    }

    @Test
    void shouldTakeATokenThatNothingEndedAtTheClose() throws IOException {
        echo("Work.leaf", true);
        assertThat(file.read()).isEqualTo("Work.leaf\n");
    }

    @Test
    void shouldChangeNothingWhereNothingWasWritten() throws IOException {
        echo("a\n", true);
        echo("", false);
        assertThat(set).hasSize(1);
    }

    @Test
    void shouldKeepEightErrorsAndClearThemByTruncation() throws IOException {
        for (int i = 0; i < 10; i++) {
            errors.add("here", "error " + i, "command", 0);
        }
        assertThat(errors.read())
                .doesNotContain("error 1\n")
                .contains("error 2\n")
                .contains("error 9\n");
        errors.open(true).close();
        assertThat(errors.read()).isEmpty();
    }
}
