package dev.jftrace.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextBufferTest {
    @Test
    void shouldWriteNumbersAsTheJdkDoes() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(new TextBuffer().decimal(value)).hasToString(Long.toString(value));
            assertThat(new TextBuffer().unsigned(value)).hasToString(Long.toUnsignedString(value));
            assertThat(new TextBuffer().hex(value)).hasToString(Long.toHexString(value));
            assertThat(new TextBuffer().octal(value)).hasToString(Long.toOctalString(value));
        }
        assertThat(new TextBuffer().decimal(Long.MIN_VALUE)).hasToString(Long.toString(Long.MIN_VALUE));
    }

    @Test
    void shouldGrow() {
        TextBuffer text = new TextBuffer();
        for (int i = 0; i < 5000; i++) {
            text.append("abc").append('d');
        }
        assertThat(text.length()).isEqualTo(20_000);
    }

    @Test
    void shouldAlignWhatWasAppendedLast() {
        TextBuffer text = new TextBuffer().append("x=");
        text.append("ab").alignRight(2, 5, ' ');
        int from = text.length();
        text.append("cd").alignLeft(from, 4).append('|');

        assertThat(text).hasToString("x=   abcd  |");
    }
}
