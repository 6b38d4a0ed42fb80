set -e
echo "{{ ds }}"
