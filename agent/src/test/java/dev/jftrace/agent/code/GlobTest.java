package dev.jftrace.agent.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "a.B.c, a.B.c, true",
        "a.B.c, a.B.cd, false",
        "a.*, a.B.c, true",
        "*, '', true",
        "*.c, a.B.c, true",
        "*.c, a.B.d, false",
        "a.?.c, a.B.c, true",
        "a.?.c, a..c, false",
        "a.[BC].c, a.C.c, true",
        "a.[A-C].c, a.B.c, true",
        "a.[!A-C].c, a.B.c, false",
        "a.[!A-C].c, a.D.c, true",
        "a.[]].c, a.].c, true",
        "a.[B, a.[B, true",
        "a\\*c, a*c, true",
        "a\\*c, abc, false",
        "'x(int\\[\\])', 'x(int[])', true",
        "*a*b*c*, xxaxxbxxc, true",
        "*a*b*c*, xxaxxcxxb, false",
    })
    void shouldMatchTheWholeName(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void shouldNotTakeExponentialTime() {
        String name = "a".repeat(2000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(new Glob("*a".repeat(500) + "b").matches(name)).isFalse());
    }

    @ParameterizedTest
    @CsvSource({"java.util.*, java.util.", "*.get, ''", "a\\*b?, a*b", "a.b, a.b"})
    void shouldKnowTheTextBeforeTheFirstWildcard(String pattern, String literal) {
        assertThat(new Glob(pattern).literal()).isEqualTo(literal);
    }
}
