package dev.jftrace.event.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What regcomp(3) without REG_EXTENDED says of the same. */
class PosixRegexTest {
    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '`', textBlock = """
            a ~ cAt ~ true
            ^a ~ cat ~ false
            t$ ~ cat ~ true
            c.t ~ cut ~ true
            (a) ~ (a) ~ true
            (a) ~ a ~ false
            a+ ~ a+ ~ true
            a+ ~ aa ~ false
            ^a\\+$ ~ aa ~ true
            ^a\\?b$ ~ b ~ true
            a{2} ~ aa ~ false
            ^a\\{2\\}$ ~ aa ~ true
            ^a\\{2,\\}$ ~ aaaa ~ true
            ^\\(ab\\)*$ ~ abab ~ true
            ^\\(a\\|b\\)$ ~ b ~ true
            a|b ~ a ~ false
            *a ~ *a ~ true
            \\(*a\\) ~ *a ~ true
            a**b ~ aab ~ true
            a*\\+b ~ b ~ true
            ^a\\+\\?$ ~ b ~ false
            ^a\\+\\+$ ~ aa ~ true
            ^ba\\?\\+$ ~ baa ~ true
            ^ba\\+\\?$ ~ b ~ true
            ^a\\{2\\}*$ ~ aaa ~ false
            ^a*\\{2\\}$ ~ aaa ~ true
            a^b ~ a^b ~ true
            a$b ~ a$b ~ true
            ^[[:digit:]x]*$ ~ 12x ~ true
            ^[]a]*$ ~ ]a ~ true
            ^[^]a]*$ ~ b] ~ false
            [\\] ~ \\ ~ true
            ^[a&&b]$ ~ & ~ true
            ^\\(a\\)\\1$ ~ aa ~ true
            \\<ab\\> ~ x ab ~ true
            \\<ab\\> ~ xab ~ false
            a\\.b ~ axb ~ false
            """)
    void shouldMatchAsABasicRegularExpression(String regex, String text, boolean matches) {
        assertThat(PosixRegex.compile(regex).matcher(text).find()).isEqualTo(matches);
    }

    @Test
    void shouldNotTakeLongerForARepeatOfARepeat() {
        String regex = "^.*" + "*\\+\\?".repeat(20) + "#$";

        assertThat(PosixRegex.compile(regex).matcher("x".repeat(100)).find()).isFalse();
    }
}
