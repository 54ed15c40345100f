#!/bin/sh
# Makes the videos of this folder: three seconds of a generated pattern at 5 pictures a second, in each container.
set -e
cd "$(dirname "$0")"
pattern="-nostdin -v error -y -f lavfi -t 3 -i testsrc=size=64x48:rate=5"
plain="-an -map_metadata -1 -fflags +bitexact -flags +bitexact"
h264="-c:v libx264 -preset veryslow -crf 40 -pix_fmt yuv420p -x264-params keyint=5:info=0:no-info=1"
ffmpeg $pattern $plain $h264 clip.mp4
ffmpeg $pattern $plain $h264 -movflags frag_keyframe+empty_moov+default_base_moof fragments.mp4
ffmpeg $pattern $plain $h264 clip.mkv
ffmpeg $pattern $plain -c:v libvpx-vp9 -pix_fmt yuv420p -b:v 20k clip.webm
ffmpeg -nostdin -v error -y -i clip.mp4 -f lavfi -t 0.05 -i sine=sample_rate=8000 -c:v copy -c:a pcm_s16le \
  -map_metadata -1 -fflags +bitexact -flags +bitexact uncompressed-sound.mov
ffmpeg $pattern $plain -c:v libaom-av1 -pix_fmt yuv420p -cpu-used 8 -crf 55 -b:v 0 av1.mp4
ffmpeg $pattern $plain -c:v libx265 -pix_fmt yuv420p -crf 40 -tag:v hvc1 -x265-params log-level=none:info=0 hevc.mov
ffmpeg -nostdin -v error -y -i clip.mp4 -c copy -metadata:s:v rotate=270 -fflags +bitexact turned.mov
ffmpeg -nostdin -v error -y -i clip.mp4 -c copy -fflags +bitexact -encryption_scheme cenc-aes-ctr \
  -encryption_key 00112233445566778899aabbccddeeff -encryption_kid 00112233445566778899aabbccddeeff locked.mp4
python3 matroska.py turned clip.mkv turned.mkv
python3 matroska.py locked clip.mkv locked.mkv
ffmpeg $pattern $plain -c:v libvpx-vp9 -pix_fmt gbrp -b:v 20k red-green-blue.mp4
ffmpeg -nostdin -v error -y -f lavfi -t 1 -i sine -c:a aac -b:a 16k -ac 1 -fflags +bitexact sound.mp4
ffmpeg -nostdin -v error -y -f lavfi -t 1 -i sine -c:a libopus -b:a 16k -ac 1 -fflags +bitexact sound.mkv
