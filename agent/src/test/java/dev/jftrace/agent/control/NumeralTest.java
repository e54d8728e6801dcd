package dev.jftrace.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers in control files, as the kernel's kstrtoul takes them. */
class NumeralTest {
    @ParameterizedTest
    @CsvSource({"'0', 0", "'1\n', 1", "'+5\n', 5", "'007', 7", "'9223372036854775807\n', 9223372036854775807"})
    void shouldTakeDigitsAndOneNewline(String written, long value) throws ControlException {
        assertThat(Numeral.parse(written)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "+", "1\n\n", " 1", "1 ", "0x10", "64k", "-1", "on", "1.5", "\u0661"})
    void shouldRefuseAllElse(String written) {
        assertThatThrownBy(() -> Numeral.parse(written))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "99999999999999999999999999999999\n"})
    void shouldTellWhatIsOutOfRangeFromWhatIsNoNumber(String written) {
        assertThatThrownBy(() -> Numeral.parse(written))
                .isInstanceOfSatisfying(
                        ControlException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ERANGE));
    }
}
