package dev.jftrace.dat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jftrace.dat.format.TraceOption;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampCorrectionTest {
    @Test
    void shouldAddMicrosecondsOfDateAndNanosecondsOfOffset() {
        TimestampCorrection both = TimestampCorrection.of(
                List.of(new TraceOption.Date("0x10"), new TraceOption.Offset("-7"), new TraceOption.Offset("5 ns")));

        assertThat(both.apply(0, 1000)).isEqualTo(1000 + 16_000 - 7 + 5);
        assertThat(both.withoutDate().apply(0, 1000)).isEqualTo(998);
        assertThat(both.withoutDate().plus(2).apply(0, 1000)).isEqualTo(1000);
        assertThat(TimestampCorrection.RAW.apply(0, -1)).isEqualTo(-1);
    }

    @Test
    void shouldMultiplyCyclesWithAllBitsOfTheProduct() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong();
            long multiplier = random.nextLong() >>> 32;
            int shift = random.nextInt(96);
            BigInteger product = new BigInteger(Long.toUnsignedString(value)).multiply(BigInteger.valueOf(multiplier));

            assertThat(TimestampCorrection.multiplyShift(value, multiplier, shift))
                    .as("%x * %x >> %d", value, multiplier, shift)
                    .isEqualTo(product.shiftRight(shift).longValue());
        }
    }

    @Test
    void shouldNotAddTheOffsetOfTheCycles() {
        TimestampCorrection tsc = TimestampCorrection.of(List.of(new TraceOption.Tsc2Nsec(3, 1, 1_000_000)));

        assertThat(tsc.apply(0, 100)).isEqualTo(150);
        assertThat(tsc.convertsToNanos()).isTrue();
        assertThat(tsc.withFrequency(500_000_000).apply(0, 100)).isEqualTo(200);
        assertThat(TimestampCorrection.of(List.of())
                        .withFrequency(1_000_000_000)
                        .apply(0, 1L << 63))
                .isEqualTo(1L << 63);
    }

    @Test
    void shouldShiftByOneSampleWithoutScaling() {
        assertThat(shift(0, samples(List.of(50L), List.of(-5L), List.of(1000L))).apply(0, 100))
                .isEqualTo(95);
        assertThat(shift(0, samples(List.of(50L), List.of(-5L), List.of(1000L))).apply(1, 100))
                .isEqualTo(100);
    }

    @Test
    void shouldTakeTheSamplesAroundATime() {
        TraceOption.ClockSamples cpu =
                samples(List.of(300L, 100L, 200L, 200L), List.of(30L, 10L, 20L, 99L), List.of(1L, 1L, 1L, 1L));

        assertThat(shift(0, cpu).apply(0, 50)).isEqualTo(60);
        assertThat(shift(0, cpu).apply(0, 150)).isEqualTo(160);
        assertThat(shift(0, cpu).apply(0, 250)).isEqualTo(270);
        assertThat(shift(0, cpu).apply(0, 900)).isEqualTo(920);
        assertThat(shift(TraceOption.TimeShift.INTERPOLATE, cpu).apply(0, 150)).isEqualTo(165);
    }

    @Test
    void shouldReadNumbersAsStrtollDoes() {
        assertThat(TimestampCorrection.number("0x1f\n")).isEqualTo(31);
        assertThat(TimestampCorrection.number(" -12ab")).isEqualTo(-12);
        assertThat(TimestampCorrection.number("010")).isEqualTo(8);
        assertThat(TimestampCorrection.number("none")).isZero();
    }

    private static TraceOption.ClockSamples samples(List<Long> times, List<Long> offsets, List<Long> scalings) {
        return new TraceOption.ClockSamples(times, offsets, scalings, List.of());
    }

    private static TimestampCorrection shift(int flags, TraceOption.ClockSamples cpu) {
        return TimestampCorrection.of(List.of(new TraceOption.TimeShift(1, flags, List.of(cpu))));
    }
}
