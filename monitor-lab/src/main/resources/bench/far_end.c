/*
 * A far end behind a long way: answers every echo request that is routed to a TUN interface, after a delay.
 *
 * usage: far_end INTERFACE DELAY_MS     makes the interface, says "ready" and serves until it is ended
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 128, SLOTS = 1 << 18, A_TURN = 256, LEAST = 28, ECHO_REQUEST = 8, ICMP = 1, TYPE_FOLDED = 0x0800 };

struct held {
    uint64_t due;
    ssize_t length;
    uint8_t bytes[ROOM];
};

static struct held held[SLOTS];

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* Makes the request its own reply (RFC 792); the checksum is updated by RFC 1624. False for all that is no request. */
static int turned_round(struct held *packet) {
    uint8_t *ip = packet->bytes;
    if (packet->length < LEAST || packet->length == ROOM || ip[0] != 0x45 || ip[9] != ICMP || ip[20] != ECHO_REQUEST) return 0;
    uint8_t source[4];
    memcpy(source, ip + 12, 4);
    memcpy(ip + 12, ip + 16, 4);
    memcpy(ip + 16, source, 4);
    ip[20] = 0;
    uint32_t sum = (uint32_t)(ip[22] << 8 | ip[23]) + TYPE_FOLDED;
    sum = (sum & 0xffff) + (sum >> 16);
    ip[22] = (uint8_t)(sum >> 8);
    ip[23] = (uint8_t)sum;
    return 1;
}

static int opened(const char *name) {
    int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (tun < 0) {
        perror("/dev/net/tun");
        exit(1);
    }
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(tun, TUNSETIFF, &request) < 0) {
        perror("TUNSETIFF");
        exit(1);
    }
    return tun;
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: far_end INTERFACE DELAY_MS\n");
        return 2;
    }
    uint64_t delay = (uint64_t)atol(words[2]) * 1000000u, head = 0, tail = 0;
    int tun = opened(words[1]);
    puts("ready");
    fflush(stdout);
    for (;;) {
        uint64_t time = now();
        struct timespec rest = {.tv_sec = 1};
        if (head != tail) {
            uint64_t due = held[head % SLOTS].due, wait = due > time ? due - time : 0;
            rest = (struct timespec){.tv_sec = (time_t)(wait / 1000000000u), .tv_nsec = (long)(wait % 1000000000u)};
        }
        struct pollfd readable = {.fd = tun, .events = POLLIN};
        if (ppoll(&readable, 1, &rest, NULL) > 0) {
            for (int i = 0; i < A_TURN && tail - head < SLOTS; i++) {
                struct held *next = &held[tail % SLOTS];
                next->length = read(tun, next->bytes, ROOM);
                if (next->length <= 0) break;
                next->due = now() + delay;
                tail += (uint64_t)turned_round(next);
            }
        }
        for (int i = 0; i < A_TURN && head != tail && held[head % SLOTS].due <= now(); i++, head++) {
            struct held *first = &held[head % SLOTS];
            if (write(tun, first->bytes, (size_t)first->length) < 0) perror("write");
        }
    }
}
