package io.heliograph.web.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedRoomTest {
    @ParameterizedTest
    @CsvSource({"100, 80, 80", "100, 50, 50", "100, 100, 100", "100, 1, 1", "3, 80, 2", "2, 80, 1", "1, 80, 1"})
    void aProjectAloneGetsItsShareAndTheNextFindsAPlace(long capacity, int share, long most) {
        SharedRoom room = new SharedRoom(capacity, share);
        assertThat(fill(room, "noisy")).isEqualTo(most);
        assertThat(room.claim("quiet").tryGrow(1)).isEqualTo(most < capacity);
    }

    @Test
    void severalGetEqualPartsAndLeaveOneForTheNext() {
        SharedRoom room = new SharedRoom(900, 80);
        List<SharedRoom.Claim> claims = List.of(room.claim("a"), room.claim("b"));
        long[] got = new long[2];
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < 2; i++) {
                if (claims.get(i).tryGrow(1)) {
                    got[i]++;
                    more = true;
                }
            }
        }
        assertThat(got).containsExactly(400, 400);
        assertThat(fill(room, "next")).isEqualTo(80);
    }

    @Test
    void whatIsGivenBackIsThereForOthersAndOnlyOnce() {
        SharedRoom room = new SharedRoom(100, 80);
        SharedRoom.Claim claim = room.claim("a");
        assertThat(claim.tryGrow(60)).isTrue();
        assertThat(room.claim("a").tryGrow(40)).isFalse();
        claim.release();
        claim.release();
        assertThat(room.held()).isZero();
        assertThat(claim.tryGrow(1)).as("after the end of its request").isFalse();
        assertThat(fill(room, "a")).isEqualTo(80);
    }

    @Test
    void whoIsAloneIsLetInHoweverMuchHeBrings() {
        SharedRoom room = new SharedRoom(100, 80);
        SharedRoom.Claim claim = room.claim("a");
        assertThat(claim.tryGrow(90)).isTrue();
        assertThat(claim.tryGrow(90)).isTrue();
        assertThat(room.claim("b").tryGrow(1)).isFalse();
        assertThat(room.freePart()).isZero();
    }

    @Test
    void aRoomMayNarrowWhileItIsInUse() {
        AtomicLong capacity = new AtomicLong(100);
        SharedRoom room = new SharedRoom(capacity::get, 80);
        SharedRoom.Claim claim = room.claim("a");
        assertThat(claim.tryGrow(50)).isTrue();
        capacity.set(40);
        assertThat(room.claim("b").tryGrow(1)).isFalse();
        capacity.set(60);
        assertThat(room.claim("a").tryGrow(1)).isFalse();
        assertThat(room.claim("b").tryGrow(1)).isTrue();
    }

    private static long fill(SharedRoom room, String project) {
        List<SharedRoom.Claim> claims = new ArrayList<>();
        SharedRoom.Claim next = room.claim(project);
        while (next.tryGrow(1)) {
            claims.add(next);
            next = room.claim(project);
        }
        return claims.size();
    }
}
