package dev.jftrace.event;

import static java.nio.charset.StandardCharsets.US_ASCII;
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

    @Test
    void shouldAlignAnyLengthToAnyWidth() {
        for (int length = 0; length < 20; length++) {
            for (int width = 0; width < 30; width++) {
                TextBuffer text = new TextBuffer()
                        .append("x=")
                        .append("abcdefghijklmnopqrstuvwxyz".getBytes(US_ASCII), 0, length);
                text.alignRight(2, width, '0').append('|');
                String aligned = "abcdefghijklmnopqrstuvwxyz".substring(0, length);
                assertThat(text).hasToString("x=" + "0".repeat(Math.max(0, width - length)) + aligned + "|");
            }
        }
    }

    @Test
    void shouldWriteSixDigitsAndWhatStandsBehindThem() {
        for (int value = 0; value < 1_000_000; value += 7) {
            TextBuffer text = new TextBuffer().sixDigits(value, ':').append('|');
            assertThat(text.toString())
                    .isEqualTo(String.valueOf(1_000_000 + value).substring(1) + ":|");
        }
    }

    @Test
    void shouldWriteEverySmallNumber() {
        for (int value = 0; value < 1_100_000; value++) {
            TextBuffer text = new TextBuffer().unsigned(value).append('|');
            assertThat(text.toString()).isEqualTo(value + "|");
        }
    }

    @Test
    void shouldFindTheFirstNulWhateverStandsAround() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : random.nextInt());
            }
            int offset = random.nextInt(bytes.length + 1);
            int most = random.nextInt(bytes.length - offset + 1);
            int expected = 0;
            while (expected < most && bytes[offset + expected] != 0) {
                expected++;
            }
            assertThat(ByteReader.lengthToNul(bytes, offset, most)).isEqualTo(expected);
        }
    }

    @Test
    void shouldPrintNumbersOfAnyLength() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >>> random.nextInt(64);
            TextBuffer text = new TextBuffer();
            text.unsigned(value).append(' ').hex(value).append(' ').octal(value);
            text.append(' ').upperHex(value).append(' ').fraction((int) (value >>> 1 & 0xf_ffff) % 1_000_000, 6);
            assertThat(text.toString())
                    .isEqualTo(String.format(
                            "%s %x %o %X %06d",
                            Long.toUnsignedString(value),
                            value,
                            value,
                            value,
                            (int) (value >>> 1 & 0xf_ffff) % 1_000_000));
        }
    }

    @Test
    void shouldPrintTheEdgesOfDigits() {
        for (long power = 1; power > 0 && power <= 1_000_000_000_000_000_000L / 10; power *= 10) {
            for (long value = power - 1; value <= power + 1; value++) {
                assertThat(new TextBuffer().unsigned(value).toString()).isEqualTo(Long.toString(value));
            }
        }
        assertThat(new TextBuffer().fraction(5, 9).fraction(999_999_999, 9).toString())
                .isEqualTo("000000005999999999");
        assertThat(new TextBuffer().hexByte(0x0f).hexByte(-1).toString()).isEqualTo("0fff");
    }

    @Test
    void shouldCopyTextsOfAnyLength() {
        String all = "0123456789".repeat(10);
        for (int length = 0; length <= all.length(); length++) {
            String text = all.substring(0, length);
            TextBuffer out = new TextBuffer();
            out.append(FixedText.of(text)).append('|').append(text.getBytes(US_ASCII));
            out.fill('.', length).append(text);
            assertThat(out.toString()).isEqualTo(text + "|" + text + ".".repeat(length) + text);
        }
    }
}
