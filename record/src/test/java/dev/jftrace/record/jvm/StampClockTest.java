package dev.jftrace.record.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StampClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double TICKS_A_NS = 2.5961;
    private static final long BOOT = 77_000_000_000_000L;

    private final StampClock clock = new StampClock();

    @Test
    void shouldNeedTwoPairsThatRise() {
        assertThat(clock.isReady()).isFalse();
        clock.add(new ClockPair(1000, 500, 50));
        assertThat(clock.isReady()).isFalse();
        clock.add(new ClockPair(2000, 500, 50));
        assertThat(clock.isReady()).isFalse();
        clock.add(new ClockPair(3000, 1500, 50));
        assertThat(clock.isReady()).isTrue();
    }

    @Test
    void shouldNotTakeAPairThatNobodyCanHaveRead() {
        clock.add(new ClockPair(1000, 500, -1));
        clock.add(new ClockPair(2000, -500, 50));
        assertThat(clock.isReady()).isFalse();
    }

    @Test
    void shouldKeepItsTimeWhenAPairContradictsAllOthers() {
        clock.add(new ClockPair(1000, 500, 50));
        clock.add(new ClockPair(3000, 1500, 50));
        assertThat(clock.isReady()).isTrue();
        clock.add(new ClockPair(0, Long.MAX_VALUE, 50));
        assertThat(clock.ns(2000)).isEqualTo(1000);
    }

    @Test
    void shouldFollowAClockThatIsBeingSlewed() {
        for (int second = 0; second <= 60; second++) {
            clock.add(new ClockPair(ticks(second * SECOND), slewed(second * SECOND), 60));
        }
        for (long ns = 0; ns < 60 * SECOND; ns += SECOND / 7) {
            assertThat(clock.ns(ticks(ns))).isCloseTo(slewed(ns), within(100L));
        }
    }

    @Test
    void shouldNotTrustAPairThatWasInterrupted() {
        for (int i = 0; i < 40; i++) {
            boolean interrupted = i % 10 == 3;
            long error = interrupted ? 400_000 : 0;
            clock.add(new ClockPair(ticks(i * SECOND / 4) + error, BOOT + i * SECOND / 4, interrupted ? 800_000 : 60));
        }
        for (long ns = 0; ns < 9 * SECOND; ns += SECOND / 13) {
            assertThat(clock.ns(ticks(ns))).isCloseTo(BOOT + ns, within(5L));
        }
    }

    @Test
    void shouldNeverTurnBackHoweverPairsErr() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            long ns = random.nextLong(2 * SECOND);
            clock.add(new ClockPair(ticks(ns), BOOT + ns + random.nextInt(41) - 20, 60));
        }
        long before = 0;
        for (long ns = -SECOND; ns < 3 * SECOND; ns += 10_000) {
            long now = clock.ns(ticks(ns));
            assertThat(now).isGreaterThan(before).isCloseTo(BOOT + ns, within(100L));
            before = now;
        }
    }

    @Test
    void shouldReadThisMachinesCounterWithin100Ns() throws InterruptedException {
        assumeTrue(TimeStampCounter.pair() != null, "no time-stamp counter can be read here");
        for (int i = 0; i < 20_000; i++) {
            TimeStampCounter.pair();
        }
        clock.add(TimeStampCounter.pair());
        ClockPair between = null;
        for (int i = 0; i < 10; i++) {
            Thread.sleep(30);
            between = i == 5 ? TimeStampCounter.pair() : between;
        }
        clock.add(TimeStampCounter.pair());

        assertThat(clock.ns(between.counter())).isCloseTo(between.time(), within(100L + between.width()));
    }

    private static long ticks(long ns) {
        return Math.round(ns * TICKS_A_NS) + 123_456_789_012L;
    }

    /** 20 ppm fast, and slewed by another 40 ppm from the 30th second on. */
    private static long slewed(long ns) {
        return BOOT + ns + Math.round(ns * 20e-6) + Math.round(Math.max(0, ns - 30 * SECOND) * 40e-6);
    }
}
