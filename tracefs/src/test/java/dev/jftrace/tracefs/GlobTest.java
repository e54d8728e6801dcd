package dev.jftrace.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "sched_*, sched_switch, true",
        "sched_*, xsched_, false",
        "*, '', true",
        "a?c, abc, true",
        "a?c, ac, false",
        "[a-c]x, bx, true",
        "[!a-c]x, bx, false",
        "[!a-c]x, dx, true",
        "[]]x, ]x, true",
        "[a^&]x, ^x, true",
        "[c-a]x, bx, false",
        "[a, [a, true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "a.b, axb, false",
    })
    void shouldMatchAsTheKernelDoes(String glob, String text, boolean matches) {
        assertThat(Glob.of(glob).test(text)).isEqualTo(matches);
    }

    @Test
    void shouldMatchATextOfSeveralLines() {
        assertThat(Glob.of("*second*").test("first\nsecond\nthird")).isTrue();
    }
}
