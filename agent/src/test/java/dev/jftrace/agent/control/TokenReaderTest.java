package dev.jftrace.agent.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of the files of functions, as the kernel's trace_get_user takes them. */
class TokenReaderTest {
    private final TokenReader tokens = new TokenReader();

    @ParameterizedTest
    @CsvSource({
        "'a b\n', 2, a", // one token a write: the rest is for the next
        "'abc\n', 4, abc",
        "'  \t\nabc def', 8, abc",
        "'!Work.*\n', 8, !Work.*",
    })
    void shouldTakeOneTokenAWrite(String written, int taken, String token) throws ControlException {
        assertThat(tokens.take(written.getBytes(UTF_8))).isEqualTo(taken);
        assertThat(tokens.isFinished()).isTrue();
        assertThat(tokens.token()).isEqualTo(token);
        assertThat(tokens.isFinished()).isFalse();
    }

    @Test
    void shouldTakeWhiteSpaceAndFindNothingInIt() throws ControlException {
        assertThat(tokens.take(" \n\t ".getBytes(UTF_8))).isEqualTo(4);
        assertThat(tokens.isFinished()).isFalse();
        assertThat(tokens.isUnfinished()).isFalse();
    }

    @Test
    void shouldGoOnWithATokenThatNothingEnded() throws ControlException {
        assertThat(tokens.take("Wo".getBytes(UTF_8))).isEqualTo(2);
        assertThat(tokens.isUnfinished()).isTrue();
        assertThat(tokens.take("rk.leaf\n".getBytes(UTF_8))).isEqualTo(8);
        assertThat(tokens.token()).isEqualTo("Work.leaf");
    }

    @Test
    void shouldEndATokenAtWhiteSpaceThatComesAlone() throws ControlException {
        tokens.take("Work".getBytes(UTF_8));
        assertThat(tokens.take("\n".getBytes(UTF_8))).isEqualTo(1);
        assertThat(tokens.isFinished()).isTrue();
        assertThat(tokens.token()).isEqualTo("Work");
    }

    @Test
    void shouldRefuseATokenThatIsTooLong() {
        byte[] written = "x".repeat(5000).getBytes(UTF_8);
        assertThatThrownBy(() -> tokens.take(written))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
        assertThat(tokens.isUnfinished()).isFalse();
    }
}
